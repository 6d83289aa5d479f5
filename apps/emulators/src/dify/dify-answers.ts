import { randomUUID } from 'node:crypto';
import { composeReply, estimateTokens, shortened } from '../assistant/reply.ts';
import { inSeconds } from '../frame/store.ts';
import type { Dify, DifyCaller } from './dify-caller.ts';
import { assertStorable, difyError } from './dify-errors.ts';
import type { ConversationRow, MessageRow } from './dify-state.ts';

/**
 * Answers a question, streaming or not. The conversation (when it is new) and the message are written
 * before the answer begins: as in Dify, a message can be rated while it streams.
 */
export function answerQuestion(dify: Dify, { app, endUser, owner }: DifyCaller, question: Question) {
  const { conversations, messages } = dify.state;
  const { inputs, query } = question;
  assertStorable(query);
  const origin = { ...owner, inputs };
  const name = question.autoGenerateName ? nameAfter(query) : UNNAMED;
  const { id: conversation_id } =
    question.conversation ?? conversations.insert({ ...origin, name, introduction: app.opening_statement });
  if (question.conversation) conversations.update({ id: conversation_id }, { updated_at: dify.now() });
  const parent_message_id = messages.findLast({ conversation_id })?.id ?? null;
  const message = messages.insert({ ...origin, conversation_id, parent_message_id, query, answer: '' });
  dify.changed();
  const reply = composeReply(query, dify.now());
  const task = { id: randomUUID(), owner: endUser.id };
  const begun = { app, message, task, reply, ending: dify.state.takeEnding() };
  return question.streams ? streamAnswer(dify, begun) : wholeAnswer(dify, begun);
}

interface Question {
  readonly conversation: ConversationRow | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly query: string;
  readonly autoGenerateName: boolean;
  readonly streams: boolean;
}

interface BegunAnswer extends Pick<DifyCaller, 'app'> {
  readonly message: MessageRow;
  readonly task: { readonly id: string; readonly owner: string };
  readonly reply: string;
  readonly ending: ReturnType<Dify['state']['takeEnding']>;
}

const UNNAMED = 'New conversation';

/** The name Dify's model would make of the first question. */
export const nameAfter = (query: string): string => shortened(query, 40) || UNNAMED;

/**
 * Dify's server-sent events: a ping, `message` chunks, `message_end`. The whole answer is kept even
 * when the caller leaves before its end; after a stop, what was sent so far.
 */
function streamAnswer(dify: Dify, { app, message, task, reply, ending }: BegunAnswer): Response {
  return dify.streams.open(task.id, task.owner, async ({ send, chunksOf, stopped }) => {
    // In the key order of Dify's converter; a completion has no conversation to name.
    const event = (name: string, rest: object) => {
      const about = {
        event: name,
        ...(app.mode === 'chat' && { conversation_id: message.conversation_id }),
        message_id: message.id,
        created_at: inSeconds(message.created_at),
      };
      send(`data: ${JSON.stringify({ ...about, ...rest })}\n\n`);
    };
    const task_id = task.id;
    const started = performance.now();
    let pinged = started;
    const said: string[] = [];
    send(PING);
    for await (const answer of chunksOf(reply, message.query)) {
      if (ending && said.length >= ending.afterChunks) break;
      if (performance.now() - pinged > PING_EVERY_MS) {
        send(PING);
        pinged = performance.now();
      }
      said.push(answer);
      event('message', { task_id, id: message.id, answer, from_variable_selector: null });
    }
    if (ending?.ending === 'error') {
      const { code, status, message: error } = ending;
      keep(dify, message, { status: 'error', error });
      return event('error', { code, status, message: error });
    }
    if (ending) event('message_replace', { task_id, answer: ending.answer, reason: 'output_moderation' });
    const answer = ending?.answer ?? (stopped.aborted ? said.join('') : reply);
    keep(dify, message, { answer });
    const usage = usageOf(message.query, answer, (performance.now() - started) / 1000);
    event('message_end', {
      task_id,
      id: message.id,
      metadata: { usage, retriever_resources: [] },
      files: [],
    });
  });
}

/** Dify's ping has no data. */
const PING = 'event: ping\n\n';

/** Dify's own interval. */
const PING_EVERY_MS = 10_000;

/** The answer as one JSON object. */
function wholeAnswer(dify: Dify, { app, message, task, reply, ending }: BegunAnswer): object {
  if (ending?.ending === 'error') {
    keep(dify, message, { status: 'error', error: ending.message });
    throw difyError(ending.status, ending.code, ending.message);
  }
  const answer = ending?.answer ?? reply;
  keep(dify, message, { answer });
  return {
    event: 'message',
    task_id: task.id,
    id: message.id,
    message_id: message.id,
    ...(app.mode === 'chat' && { conversation_id: message.conversation_id }),
    mode: app.mode,
    answer,
    metadata: { usage: usageOf(message.query, answer, 0), retriever_resources: [] },
    created_at: inSeconds(message.created_at),
  };
}

/** Of an answer that fails Dify keeps only the error. */
function keep({ state, changed }: Dify, { id }: MessageRow, changes: Partial<MessageRow>) {
  state.messages.update({ id }, changes);
  changed();
}

/** The usage Dify reports with an answer, at a made-up price per thousand tokens. */
function usageOf(query: string, answer: string, latency: number): object {
  const [prompt_tokens, completion_tokens] = [estimateTokens(query), estimateTokens(answer)];
  const price = (tokens: number) => (tokens / 1_000_000).toFixed(7);
  return {
    prompt_tokens,
    prompt_unit_price: '0.001',
    prompt_price_unit: '0.001',
    prompt_price: price(prompt_tokens),
    completion_tokens,
    completion_unit_price: '0.002',
    completion_price_unit: '0.001',
    completion_price: price(2 * completion_tokens),
    total_tokens: prompt_tokens + completion_tokens,
    total_price: price(prompt_tokens + 2 * completion_tokens),
    currency: 'USD',
    latency,
  };
}
