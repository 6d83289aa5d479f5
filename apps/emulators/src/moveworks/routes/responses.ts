import type { Context } from 'hono';
import * as v from 'valibot';
import { composeReply, shortened } from '../../assistant/reply.ts';
import type { Routes } from '../../frame/site.ts';
import { isoTime, pick } from '../../frame/store.ts';
import { mintCallbackId, offeredSides } from '../moveworks-callbacks.ts';
import {
  invalidInput,
  type Moveworks,
  type MoveworksCaller,
  ownConversation,
  ownResponse,
  readBody,
} from '../moveworks-caller.ts';
import {
  type MessageRow,
  newId,
  type ResponseRow,
  type ResponseStatus,
  type Side,
} from '../moveworks-state.ts';

/** A response is streamed, or started and polled. */
export const responseRoutes: Routes<MoveworksCaller> = {
  '/conversations/:conversation_id/responses': {
    async post(context, caller) {
      const { response } = await begin(context, caller, { streams: false });
      return context.json(presentResponse(caller, response, 'CREATED'), 202);
    },
  },
  '/conversations/:conversation_id/responses/stream': {
    async post(context, caller) {
      if (!context.req.header('Accept')?.includes('text/event-stream')) {
        throw invalidInput('Accept has to be text/event-stream.');
      }
      return stream(caller, await begin(context, caller, { streams: true }));
    },
  },
  '/conversations/:conversation_id/responses/:response_id': {
    get: (context, caller) => presentResponse(caller, ownResponse(context, caller)),
  },
  '/conversations/:conversation_id/responses/:response_id/messages': {
    get(context, caller) {
      const { id } = ownResponse(context, caller);
      const rows = caller.state.visible({ kind: 'MESSAGE', response_id: id });
      return { messages: rows.map((row) => presentMessage(caller, row)) };
    },
  },
};

const inputSchema = v.object({ input: v.object({ text: v.pipe(v.string(), v.minLength(1)) }) });

/** Stores the question and the whole answer, which is visible when the response is complete. */
async function begin(context: Context, caller: MoveworksCaller, { streams }: { streams: boolean }) {
  const { state, now } = caller;
  const conversation = ownConversation(context, caller);
  const { text } = (await readBody(context, inputSchema)).input;
  const { responseOutcome: outcome, feedbackSides: sides } = caller.settings();
  const reply = composeReply(text, now());
  const writing = Math.min(caller.streams.writingTime(reply), LONGEST_MS);
  const { id: conversation_id } = conversation;
  const completed_at = streams ? null : now() + writing;
  const response = state.responses.insert({ conversation_id, outcome, completed_at });
  const place = { conversation_id, response_id: response.id };
  state.messages.insert({ ...place, actor: 'USER', text, sides: 'none' });
  const answer = { ...place, actor: 'ASSISTANT' } as const;
  const reasoning = { id: newId('reason'), kind: 'REASONING', text: REASONING, sides: 'none' } as const;
  const outputs = [
    state.messages.insert({ ...answer, ...reasoning }),
    state.messages.insert({ ...answer, text: reply, sides }),
  ];
  // Moveworks' model derives the title from the first question.
  const title = conversation.title ?? shortened(text, 40);
  state.conversations.update({ id: conversation_id }, { title, updated_at: now() });
  return { response, question: text, outputs };
}

/** The longest response time that Moveworks documents. */
const LONGEST_MS = 120_000;

const REASONING = 'Looking for what the question is about.';

/**
 * The response as Moveworks' server-sent events. A delta has the whole output so far, not only the
 * new part. Callback ids come only with the completed response.
 */
function stream(moveworks: Moveworks, begun: Awaited<ReturnType<typeof begin>>): Response {
  const { response, question, outputs } = begun;
  return moveworks.streams.open(response.id, '', async ({ send, chunksOf }) => {
    let count = 0;
    const event = (type: string, content: object) => {
      count += 1;
      const data = JSON.stringify({ event_type: type, sequence_number: count, ...content });
      send(`event: ${type}\ndata: ${data}\n\n`);
    };
    const delta = (output: MessageRow) =>
      event('RESPONSE_OUTPUT_DELTA', { output: presentOutput(moveworks, output, null) });
    event('RESPONSE_CREATED', { response: presentResponse(moveworks, response, 'CREATED') });
    event('RESPONSE_IN_PROGRESS', { response: presentResponse(moveworks, response, 'IN_PROGRESS') });
    for (const output of outputs) {
      if (output.kind === 'REASONING') delta(output);
      else if (response.outcome === 'COMPLETED') {
        let text = '';
        for await (const chunk of chunksOf(output.text, question)) {
          text += chunk;
          delta({ ...output, text });
        }
      }
    }
    const completed_at = moveworks.now();
    moveworks.state.responses.update({ id: response.id }, { completed_at });
    const ended = presentResponse(moveworks, { ...response, completed_at }, response.outcome);
    event(`RESPONSE_${response.outcome}`, { response: ended });
  });
}

/** A response as the API returns it, with its outputs once it is complete. */
function presentResponse(
  moveworks: Moveworks,
  row: ResponseRow,
  status: ResponseStatus = moveworks.state.statusOf(row),
) {
  const over = status === 'COMPLETED' || status === 'FAILED';
  const outputs = status === 'COMPLETED' ? moveworks.state.visible({ response_id: row.id }) : [];
  return {
    response_id: row.id,
    conversation_id: row.conversation_id,
    status,
    created_at: isoTime(row.created_at),
    completed_at: over && row.completed_at !== null ? isoTime(row.completed_at) : null,
    outputs: outputs.filter(({ actor }) => actor !== 'USER').map((each) => presentOutput(moveworks, each)),
  };
}

/** An output of a response or of its stream. */
function presentOutput(moveworks: Moveworks, row: MessageRow, feedback?: null) {
  if (row.kind === 'MESSAGE') return { type: 'MESSAGE', message: presentMessage(moveworks, row, feedback) };
  return { type: 'REASONING_MESSAGE', reasoning_message: { reasoning_message_id: row.id, ...common(row) } };
}

/** A message as the API returns it, with the callback ids of this read. */
export const presentMessage = (
  moveworks: Moveworks,
  row: MessageRow,
  feedback = callbacksOf(moveworks, row),
) => ({
  message_id: row.id,
  ...common(row),
  actor: row.actor,
  citations: null,
  content_references: null,
  feedback,
});

const common = (row: MessageRow) => ({
  ...pick(row, isoTime, 'conversation_id', 'response_id', 'created_at'),
  content:
    row.actor === 'USER'
      ? { type: 'PLAIN_TEXT', plain_text: { text: row.text } }
      : { type: 'COMMONMARK_TEXT', commonmark_text: { text: row.text } },
});

function callbacksOf({ state, settings }: Moveworks, row: MessageRow) {
  const sides = offeredSides(row);
  if (sides.length === 0) return null;
  const serial = settings().tokenRotation === 'never' ? row.serial : row.serial + 1;
  if (serial !== row.serial) state.messages.update({ id: row.id }, { serial });
  const idOf = (side: Side) => mintCallbackId(side, row, serial, state.secret());
  return Object.fromEntries(sides.map((side) => [side, { callback_id: idOf(side) }]));
}
