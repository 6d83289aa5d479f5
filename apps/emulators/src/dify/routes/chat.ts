import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { composeReply, estimateTokens, shortened } from '../../assistant/reply.ts';
import type { Routes } from '../../frame/site.ts';
import { inSeconds } from '../../frame/store.ts';
import { admitJson, type DifyCall, type DifyCaller } from '../dify-caller.ts';
import { assertStorable, difyError, notChatApp, notFound } from '../dify-errors.ts';
import type { AppRow, ConversationRow } from '../dify-state.ts';
import { readInputs } from '../input-form.ts';
import { readPayload } from '../payload/payload.ts';
import { boolean, choice, dictionary, optional, text, uuid } from '../payload/payload-fields.ts';

/** Admits a caller whose app has this mode. */
async function admitTo(mode: AppRow['mode'], context: Context, call: DifyCall) {
  const caller = await admitJson(context, call);
  if (caller.app.mode === mode) return caller;
  if (mode === 'chat') throw notChatApp();
  throw difyError(400, 'app_unavailable', 'App unavailable, please check your app configurations.');
}

const stopping = (mode: AppRow['mode']) => ({
  async post(context: Context, call: DifyCall) {
    const { endUser } = await admitTo(mode, context, call);
    call.streams.stop(context.req.param('task_id') ?? '', endUser.id);
    return { result: 'success' };
  },
});

export const chatRoutes: Routes<DifyCall> = {
  '/chat-messages': {
    async post(context, call) {
      const caller = await admitTo('chat', context, call);
      const payload = readPayload(call, caller.body, 'ChatRequestPayload', CHAT_FIELDS);
      const { conversation_id: id } = payload;
      const conversation = id ? call.state.conversations.find({ id, ...caller.owner }) : undefined;
      if (id && !conversation) throw notFound('Conversation Not Exists.');
      return answerQuestion(caller, { ...payload, conversation, inputs: readInputs(caller, payload.inputs) });
    },
  },
  '/chat-messages/:task_id/stop': stopping('chat'),
  '/completion-messages': {
    async post(context, call) {
      const caller = await admitTo('completion', context, call);
      const payload = readPayload(call, caller.body, 'CompletionRequestPayload', COMPLETION_FIELDS);
      // A client of an earlier Dify gives the question beside the inputs.
      const inputs = readInputs(caller, { query: payload.query, ...payload.inputs });
      const query = typeof inputs.query === 'string' ? inputs.query : payload.query;
      return answerQuestion(caller, { ...payload, inputs, query });
    },
  },
  '/completion-messages/:task_id/stop': stopping('completion'),
};

// Without a mode Dify blocks.
const response_mode = optional(choice(['blocking', 'streaming']), 'blocking' as const);

const CHAT_FIELDS = {
  inputs: dictionary,
  query: text,
  response_mode,
  conversation_id: optional(uuid('conversation_id must be a valid UUID'), null),
  auto_generate_name: optional(boolean, true),
};

const COMPLETION_FIELDS = { inputs: dictionary, query: optional(text, ''), response_mode };

interface Question {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly query: string;
  readonly response_mode: string;
  readonly conversation?: ConversationRow | undefined;
  readonly auto_generate_name?: boolean;
}

/**
 * Answers a question, streaming or not. The conversation (when it is new) and the message are written
 * before the answer begins: as in Dify, a message can be rated while it streams. The whole answer is
 * kept even when the caller leaves before its end; after a stop, the part sent so far is.
 */
function answerQuestion(caller: DifyCaller, question: Question) {
  const { app, endUser, owner, streams, now } = caller;
  const { conversations, messages, takeEnding } = caller.state;
  const { inputs, query } = question;
  assertStorable(query);
  const origin = { ...owner, inputs };
  const name = question.auto_generate_name ? nameAfter(query) : UNNAMED;
  const { id: conversation_id } =
    question.conversation ?? conversations.insert({ ...origin, name, introduction: app.opening_statement });
  if (question.conversation) conversations.update({ id: conversation_id }, { updated_at: now() });
  const parent_message_id = messages.findLast({ conversation_id })?.id ?? null;
  const message = messages.insert({ ...origin, conversation_id, parent_message_id, query, answer: '' });

  const { id } = message;
  const task_id = randomUUID();
  const reply = composeReply(query, now());
  const ending = takeEnding();
  // A completion has no conversation to name.
  const place = app.mode === 'chat' ? { conversation_id } : {};
  const created_at = inSeconds(message.created_at);
  /** Of an answer that fails Dify keeps only the error. */
  const end = (answer: string, seconds: number) => {
    const failed = ending?.ending === 'error' && { status: 'error' as const, error: ending.message };
    messages.update({ id }, failed || { answer });
    return { usage: usageOf(query, answer, seconds), retriever_resources: [] };
  };

  if (question.response_mode === 'blocking') {
    const answer = ending?.ending === 'replaced' ? ending.answer : reply;
    const metadata = end(answer, 0);
    if (ending?.ending === 'error') throw difyError(ending.status, ending.code, ending.message);
    const ids = { event: 'message', task_id, id, message_id: id, ...place };
    return { ...ids, mode: app.mode, answer, metadata, created_at };
  }
  // A ping, `message` chunks, `message_end`, in the key order of Dify's converter.
  return streams.open(task_id, endUser.id, async ({ send, chunksOf, stopped }) => {
    const event = (name: string, rest: object) =>
      send(`data: ${JSON.stringify({ event: name, ...place, message_id: id, created_at, ...rest })}\n\n`);
    const started = performance.now();
    let pinged = started;
    const said: string[] = [];
    send(PING);
    for await (const answer of chunksOf(reply, query)) {
      if (ending && said.length >= ending.afterChunks) break;
      if (performance.now() - pinged > PING_EVERY_MS) {
        send(PING);
        pinged = performance.now();
      }
      said.push(answer);
      event('message', { task_id, id, answer, from_variable_selector: null });
    }
    const replaced = ending?.ending === 'replaced' ? ending.answer : undefined;
    const answer = replaced ?? (stopped.aborted ? said.join('') : reply);
    const metadata = end(answer, (performance.now() - started) / 1000);
    if (ending?.ending === 'error') {
      return event('error', { code: ending.code, status: ending.status, message: ending.message });
    }
    if (ending) event('message_replace', { task_id, answer, reason: 'output_moderation' });
    event('message_end', { task_id, id, metadata, files: [] });
  });
}

const UNNAMED = 'New conversation';

/** The name Dify's model would make of the first question. */
export const nameAfter = (query: string): string => shortened(query, 40) || UNNAMED;

/** Dify's ping has no data. */
const PING = 'event: ping\n\n';

/** Dify's own interval. */
const PING_EVERY_MS = 10_000;

/** The usage Dify reports with an answer. The model of the script has no price. */
function usageOf(query: string, answer: string, latency: number): object {
  const [prompt_tokens, completion_tokens] = [estimateTokens(query), estimateTokens(answer)];
  const total_tokens = prompt_tokens + completion_tokens;
  return { prompt_tokens, completion_tokens, total_tokens, total_price: '0.0', currency: 'USD', latency };
}
