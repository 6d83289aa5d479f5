import * as v from 'valibot';
import { ChatError } from '../../../contract/chat-error.ts';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { eventSourceMessages, readEventData } from '../event-source-messages.ts';
import { type MoveworksMessage, OUTPUT, RESPONSE, textOf, toAnswer } from './moveworks-answers.ts';

/**
 * Reads the events of the first message of a Moveworks response. The others are in the conversation
 * once the response is complete, which is also when it can be rated. A stream may end earlier;
 * `lookUp` then waits for the whole response. Throws a `ChatError` if Moveworks reports a failure.
 */
export async function* readMoveworksEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  lookUp: (responseId: string) => Promise<MoveworksResponse>,
): AsyncGenerator<UpstreamEvent> {
  const answer = createAnswerEvents();
  let responseId: string | null = null;
  try {
    for await (const { data } of eventSourceMessages(body)) {
      const event = readEventData(data, EVENT);
      if (!event) continue;
      responseId = event.response?.response_id ?? responseId;
      if (event.event_type === 'RESPONSE_OUTPUT_DELTA' && event.output?.message) {
        yield* answer.grown(event.output.message);
      }
      if (event.event_type === 'RESPONSE_COMPLETED' && event.response) {
        yield* answer.completed(event.response);
        return;
      }
      if (event.event_type === 'RESPONSE_FAILED') throw new ChatError('upstream_failed');
    }
  } catch (error) {
    if (error instanceof ChatError || responseId === null) throw error;
    // The connection broke; Moveworks continues the response.
  }
  if (responseId === null) throw new ChatError('upstream_failed');
  yield* answer.completed(await lookUp(responseId));
}

export type MoveworksResponse = v.InferOutput<typeof RESPONSE>;

/**
 * The fields that the chat uses, of all events together. An `ERROR` has none of them and ends the
 * stream.
 */
const EVENT = v.object({
  event_type: v.string(),
  output: v.optional(OUTPUT),
  response: v.optional(RESPONSE),
});

/** Derives events from a message whose whole text so far arrives each time. */
function createAnswerEvents() {
  let messageId: string | null = null;
  let sent = '';

  function* grown(message: MoveworksMessage): Generator<UpstreamEvent> {
    if (message.actor === 'USER') return;
    if (messageId === null) {
      messageId = message.message_id;
      yield {
        type: 'started',
        conversationId: message.conversation_id,
        messageId,
        feedbackRef: null,
        stopHandle: '',
      };
    }
    const text = textOf(message);
    if (message.message_id !== messageId || text === sent) return;
    yield text.startsWith(sent)
      ? { type: 'delta', text: text.slice(sent.length) }
      : { type: 'replaced', text };
    sent = text;
  }

  function* completed({ status, outputs }: MoveworksResponse): Generator<UpstreamEvent> {
    const messages = outputs.flatMap(({ message }) => message ?? []);
    const message = messages.find((each) => messageId === null || each.message_id === messageId);
    if (status !== 'COMPLETED' || !message) throw new ChatError('upstream_failed');
    yield* grown(message);
    const { feedbackRef } = toAnswer(message);
    if (feedbackRef) yield { type: 'ratable', feedbackRef };
  }

  return { grown, completed };
}
