import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import * as v from 'valibot';
import { composeReply, estimateTokens, shortened } from '../../assistant/reply.ts';
import type { Routes } from '../../frame/site.ts';
import { inSeconds } from '../../frame/store.ts';
import { admitJson, type DifyCall, type DifyCaller, optionalId, readFields } from '../dify-caller.ts';
import {
  assertStorable,
  difyError,
  invalidParam,
  type JsonObject,
  notChatApp,
  notFound,
} from '../dify-errors.ts';
import type { AppRow, ConversationRow } from '../dify-state.ts';

/** Checks that the caller's app has this mode. */
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
      const { conversation_id: id, ...question } = readFields(chatSchema, caller.body);
      const conversation = id ? call.state.conversations.find({ id, ...caller.owner }) : undefined;
      if (id && !conversation) throw notFound('Conversation Not Exists.');
      return answerQuestion(caller, { ...question, conversation });
    },
  },
  '/chat-messages/:task_id/stop': stopping('chat'),
  '/completion-messages': {
    async post(context, call) {
      const caller = await admitTo('completion', context, call);
      const { inputs, response_mode } = readFields(completionSchema, caller.body);
      const { query } = inputs;
      if (typeof query !== 'string') throw invalidParam('query is required in input form');
      return answerQuestion(caller, { inputs, query, response_mode });
    },
  },
  '/completion-messages/:task_id/stop': stopping('completion'),
};

const completionSchema = v.object({
  inputs: v.record(v.string(), v.unknown()),
  response_mode: v.optional(v.picklist(['blocking', 'streaming']), 'blocking'),
});

const chatSchema = v.object({
  ...completionSchema.entries,
  query: v.string(),
  conversation_id: optionalId,
});

interface Question {
  readonly inputs: JsonObject;
  readonly query: string;
  readonly response_mode: 'blocking' | 'streaming';
  readonly conversation?: ConversationRow | undefined;
}

/**
 * Answers a question, streaming or not. Stores a new conversation and the message before the answer
 * begins: as in Dify, a message can be rated while it streams. If the caller disconnects, the whole
 * answer is stored; after a stop, only the part that was sent.
 */
function answerQuestion(caller: DifyCaller, question: Question) {
  const { app, endUser, owner, streams, now } = caller;
  const { conversations, messages } = caller.state;
  const { inputs, query } = question;
  assertStorable(query);
  const origin = { ...owner, inputs };
  // Dify's model derives the name from the first question.
  const name = shortened(query, 40) || 'New conversation';
  const { id: conversation_id } =
    question.conversation ?? conversations.insert({ ...origin, name, introduction: app.opening_statement });
  if (question.conversation) conversations.update({ id: conversation_id }, { updated_at: now() });
  const parent_message_id = messages.findLast({ conversation_id })?.id ?? null;
  const message = messages.insert({ ...origin, conversation_id, parent_message_id, query, answer: '' });

  const { id } = message;
  const task_id = randomUUID();
  const reply = composeReply(query, now());
  // A completion names no conversation.
  const place = app.mode === 'chat' ? { conversation_id } : {};
  const created_at = inSeconds(message.created_at);
  const end = (answer: string) => {
    messages.update({ id }, { answer });
    return { usage: usageOf(query, answer), retriever_resources: [] };
  };

  if (question.response_mode === 'blocking') {
    const ids = { event: 'message', task_id, id, message_id: id, ...place };
    return { ...ids, mode: app.mode, answer: reply, metadata: end(reply), created_at };
  }
  // A ping, `message` chunks, `message_end`, in the key order of Dify's converter.
  return streams.open(task_id, endUser.id, async ({ send, chunksOf, stopped }) => {
    const event = (name: string, rest: object) =>
      send(`data: ${JSON.stringify({ event: name, ...place, message_id: id, created_at, ...rest })}\n\n`);
    const sent: string[] = [];
    // Dify's ping has no data.
    send('event: ping\n\n');
    for await (const answer of chunksOf(reply, query)) {
      sent.push(answer);
      event('message', { task_id, id, answer, from_variable_selector: null });
    }
    const metadata = end(stopped.aborted ? sent.join('') : reply);
    event('message_end', { task_id, id, metadata, files: [] });
  });
}

/** The usage that Dify reports with an answer. The script costs nothing and takes no time. */
function usageOf(query: string, answer: string): object {
  const [prompt_tokens, completion_tokens] = [estimateTokens(query), estimateTokens(answer)];
  const total_tokens = prompt_tokens + completion_tokens;
  return { prompt_tokens, completion_tokens, total_tokens, total_price: '0.0', currency: 'USD', latency: 0 };
}
