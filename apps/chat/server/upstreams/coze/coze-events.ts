import * as v from 'valibot';
import { ChatError } from '../../../contract/chat-error.ts';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { eventSourceMessages, readEventData } from '../event-source-messages.ts';
import { cozeFailure } from './coze-failure.ts';

/**
 * Reads the events of the first answer of a Coze chat. The others are in the conversation once the
 * chat is over, which is also when Coze accepts feedback. Throws a `ChatError` if Coze reports a
 * failure, or if the connection ends before Coze has said that the chat is complete.
 */
export async function* readCozeEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<UpstreamEvent> {
  let answer: { readonly id: string; readonly conversationId: string; text: string } | null = null;
  for await (const { event, data } of eventSourceMessages(body)) {
    if (event === 'conversation.message.delta' || event === 'conversation.message.completed') {
      const message = readEventData(data, MESSAGE);
      if (message?.type !== 'answer' || message.content_type !== 'text') continue;
      if (answer && answer.id !== message.id) continue;
      if (!answer) {
        answer = { id: message.id, conversationId: message.conversation_id, text: '' };
        yield toStarted(message);
      }
      const complete = event === 'conversation.message.completed';
      if (complete && message.content !== answer.text) yield { type: 'replaced', text: message.content };
      if (!complete && message.content !== '') yield { type: 'delta', text: message.content };
      answer.text = complete ? message.content : answer.text + message.content;
    }
    if (event === 'conversation.chat.completed') {
      if (!answer) throw new ChatError('upstream_failed');
      const { id: messageId, conversationId } = answer;
      yield { type: 'ratable', feedbackRef: { messageId, conversationId } };
      return;
    }
    if (event !== undefined && FAILURES.has(event)) throw failureIn(event, data);
  }
  throw new ChatError('upstream_failed');
}

/** `requires_action` waits for the app to run a tool, and this chat has no tools. */
const FAILURES: ReadonlySet<string> = new Set([
  'conversation.chat.failed',
  'conversation.chat.requires_action',
  'error',
]);

const MESSAGE = v.object({
  id: v.string(),
  conversation_id: v.string(),
  chat_id: v.string(),
  type: v.string(),
  content: v.nullish(v.string(), ''),
  content_type: v.nullish(v.string(), 'text'),
});

const FAILURE = v.object({
  code: v.optional(v.number()),
  last_error: v.optional(v.object({ code: v.number() })),
});

function toStarted({ id, conversation_id, chat_id }: v.InferOutput<typeof MESSAGE>): UpstreamEvent {
  return {
    type: 'started',
    conversationId: conversation_id,
    messageId: id,
    feedbackRef: null,
    stopHandle: `${conversation_id}:${chat_id}`,
  };
}

function failureIn(event: string, data: string): ChatError {
  const failure = readEventData(data, FAILURE);
  const code = failure?.code ?? failure?.last_error?.code ?? null;
  return cozeFailure({ request: `POST /v3/chat in ${event}`, status: 500, code, logId: null });
}
