import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../contract/chat-event.ts';
import { readChatEvents } from './chat-events.ts';

describe('readChatEvents', () => {
  it('yields each event, without heartbeats', async () => {
    const events = await read(
      ': still here\n\ndata: {"type":"delta","text":"你好"}\n\ndata: {"type":"finished"}\n\n',
    );
    expect(events).toEqual([{ type: 'delta', text: '你好' }, { type: 'finished' }]);
  });

  it('treats a stream that ends before its last event as a lost connection', async () => {
    await expect(read('data: {"type":"delta","text":"Be"}\n\n')).rejects.toMatchObject({ code: 'network' });
  });

  it('treats a stream that breaks as a lost connection', async () => {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.error(new TypeError('network error')),
    });
    await expect(collect(readChatEvents(body))).rejects.toMatchObject({ code: 'network' });
  });
});

const read = (text: string) => collect(readChatEvents(new Response(text).body ?? new ReadableStream()));

async function collect(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const collected = [];
  for await (const event of events) collected.push(event);
  return collected;
}
