import { randomUUID } from 'node:crypto';
import { composeReply, estimateTokens, shortened } from '../assistant/reply.ts';
import { inSeconds } from '../frame/upstream.ts';
import type { Dify, DifyCaller } from './dify-caller.ts';
import { assertStorable, difyError } from './dify-errors.ts';
import type { ConversationRow, MessageRow } from './dify-state.ts';

/**
 * Answers a question, streaming or not. The conversation (when it is new) and the message are written before the
 * answer begins: as in Dify, a message can be rated while it streams.
 */
export function answerQuestion(dify: Dify, caller: DifyCaller, question: Question) {
  const begun = begin(dify, caller, question);
  return question.streams ? streamAnswer(dify, begun) : wholeAnswer(dify, begun);
}

function begin(dify: Dify, { app, endUser, owner }: DifyCaller, question: Question) {
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
  return { app, endUser, message, taskId: randomUUID(), reply, ending: dify.endings.shift() };
}

type BegunAnswer = ReturnType<typeof begin>;

interface Question {
  readonly conversation: ConversationRow | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly query: string;
  readonly autoGenerateName: boolean;
  readonly streams: boolean;
}

const UNNAMED = 'New conversation';

/** The name Dify's model would make of the first question. */
export const nameAfter = (query: string): string => shortened(query, 40) || UNNAMED;

/**
 * Dify's server-sent events: a ping, `message` chunks, `message_end`. The whole answer is kept even when the caller
 * leaves before its end; after a stop, what was sent so far.
 */
function streamAnswer(dify: Dify, { app, endUser, message, taskId, reply, ending }: BegunAnswer): Response {
  return dify.streams.open(taskId, endUser.id, async ({ send, chunksOf, stopped }) => {
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
    const started = performance.now();
    let pinged = started;
    let said = '';
    let count = 0;
    send(PING);
    for await (const chunk of chunksOf(reply, message.query)) {
      if (ending && count >= ending.afterChunks) break;
      if (performance.now() - pinged > PING_EVERY_MS) {
        send(PING);
        pinged = performance.now();
      }
      said += chunk;
      count += 1;
      event('message', { task_id: taskId, id: message.id, answer: chunk, from_variable_selector: null });
    }
    if (ending?.ending === 'error') {
      fail(dify, message, ending.message);
      return event('error', { code: ending.code, status: ending.status, message: ending.message });
    }
    if (ending) {
      event('message_replace', { task_id: taskId, answer: ending.answer, reason: 'output_moderation' });
    }
    const answer = ending?.answer ?? (stopped.aborted ? said : reply);
    keep(dify, message, answer);
    const usage = usageOf(message.query, answer, (performance.now() - started) / 1000);
    const metadata = { usage, retriever_resources: [] };
    event('message_end', { task_id: taskId, id: message.id, metadata, files: [] });
  });
}

/** Dify's ping has no data. */
const PING = 'event: ping\n\n';

/** Dify's own interval. */
const PING_EVERY_MS = 10_000;

/** The answer as one JSON object. */
function wholeAnswer(dify: Dify, { app, message, taskId, reply, ending }: BegunAnswer): object {
  if (ending?.ending === 'error') {
    fail(dify, message, ending.message);
    throw difyError(ending.status, ending.code, ending.message);
  }
  const answer = ending?.answer ?? reply;
  keep(dify, message, answer);
  return {
    event: 'message',
    task_id: taskId,
    id: message.id,
    message_id: message.id,
    ...(app.mode === 'chat' && { conversation_id: message.conversation_id }),
    mode: app.mode,
    answer,
    metadata: { usage: usageOf(message.query, answer, 0), retriever_resources: [] },
    created_at: inSeconds(message.created_at),
  };
}

function keep({ state, changed }: Dify, { id }: MessageRow, answer: string) {
  state.messages.update({ id }, { answer });
  changed();
}

/** Dify keeps nothing of an answer that fails. */
function fail({ state, changed }: Dify, { id }: MessageRow, error: string) {
  state.messages.update({ id }, { status: 'error', error });
  changed();
}

/** The usage Dify reports with an answer, at a made-up price per thousand tokens. */
function usageOf(query: string, answer: string, seconds: number): object {
  const prompt = estimateTokens(query);
  const completion = estimateTokens(answer);
  const price = (tokens: number, unitPrice: number) => ((tokens * unitPrice) / 1000).toFixed(7);
  return {
    prompt_tokens: prompt,
    prompt_unit_price: '0.001',
    prompt_price_unit: '0.001',
    prompt_price: price(prompt, 0.001),
    completion_tokens: completion,
    completion_unit_price: '0.002',
    completion_price_unit: '0.001',
    completion_price: price(completion, 0.002),
    total_tokens: prompt + completion,
    total_price: price(prompt + 2 * completion, 0.001),
    currency: 'USD',
    latency: seconds,
  };
}
