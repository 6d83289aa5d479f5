import * as v from 'valibot';
import { ChatError } from '../../../contract/chat-error.ts';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { eventSourceMessages, readEventData } from '../event-source-messages.ts';
import { eventToChatError } from './dify-failure.ts';

/**
 * Reads the events of an answer of Dify. Throws a `ChatError` if Dify reports a failure, or if the
 * connection ends before Dify has said that the answer is complete.
 */
export async function* readDifyEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<UpstreamEvent> {
  let started = false;
  for await (const { data } of eventSourceMessages(body)) {
    const event = readEventData(data, EVENT);
    if (!event) continue;
    if (event.event === 'error') throw eventToChatError(event);
    if (!started && event.message_id && event.conversation_id && event.task_id) {
      started = true;
      yield toStarted(event.message_id, event.conversation_id, event.task_id);
    }
    // Agents send `agent_message`, all other apps `message`.
    if ((event.event === 'message' || event.event === 'agent_message') && event.answer) {
      yield { type: 'delta', text: event.answer };
    }
    if (event.event === 'message_replace') yield { type: 'replaced', text: event.answer ?? '' };
    if (event.event === 'message_end') return;
  }
  throw new ChatError('upstream_failed');
}

/**
 * The fields that the chat uses, of all events together; Dify has some twenty kinds and adds new
 * ones.
 */
const EVENT = v.object({
  event: v.string(),
  task_id: v.optional(v.string()),
  message_id: v.optional(v.string()),
  conversation_id: v.optional(v.string()),
  answer: v.optional(v.string()),
  status: v.optional(v.number()),
  code: v.optional(v.string()),
});

function toStarted(messageId: string, conversationId: string, taskId: string): UpstreamEvent {
  return {
    type: 'started',
    conversationId,
    messageId,
    feedbackRef: { messageId, conversationId },
    stopHandle: taskId,
  };
}
