import { EventSourceParserStream } from 'eventsource-parser/stream';
import * as v from 'valibot';
import { ChatError } from '../../contract/chat-error.ts';
import { CHAT_EVENT, type ChatEvent } from '../../contract/chat-event.ts';

/**
 * Reads events until the last one. Throws a `ChatError` with code `network` if the connection ends
 * before it.
 */
export async function* readChatEvents(body: NonNullable<Response['body']>): AsyncGenerator<ChatEvent> {
  // With a reader, because not every browser can iterate streams.
  const reader = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  let over = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new ChatError('network', { cause });
      });
      if (done && over) return;
      if (done) throw new ChatError('network');
      const event = v.parse(CHAT_EVENT, JSON.parse(value.data));
      over = event.type === 'finished' || event.type === 'failed';
      yield event;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
