import { afterEach, describe, expect, it, vi } from 'vitest';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { readDifyEvents } from './dify-events.ts';

const ids = { task_id: 'task', message_id: 'message', conversation_id: 'conversation' };
const started = {
  type: 'started',
  conversationId: 'conversation',
  messageId: 'message',
  feedbackRef: { messageId: 'message', conversationId: 'conversation' },
  stopHandle: 'task',
};

afterEach(() => vi.restoreAllMocks());

describe('readDifyEvents', () => {
  it("reads a chatbot's answer", async () => {
    const events = await read(
      { event: 'message', ...ids, id: 'message', answer: 'Be', created_at: 1 },
      { event: 'message', ...ids, answer: 'cause' },
      { event: 'message_end', ...ids, metadata: { usage: {} } },
    );
    expect(events).toEqual([started, { type: 'delta', text: 'Be' }, { type: 'delta', text: 'cause' }]);
  });

  it("reads an agent's answer between its thoughts", async () => {
    const events = await read(
      { event: 'agent_thought', ...ids, thought: 'hm' },
      { event: 'agent_message', ...ids, answer: 'Yes' },
      { event: 'message_end', ...ids },
    );
    expect(events).toEqual([started, { type: 'delta', text: 'Yes' }]);
  });

  it('reads the ids of a chatflow from its first event, before any text', async () => {
    const events = await read(
      { event: 'workflow_started', ...ids, workflow_run_id: 'run', data: {} },
      { event: 'message_end', ...ids },
    );
    expect(events).toEqual([started]);
  });

  it('replaces the text after moderation', async () => {
    const events = await read(
      { event: 'message', ...ids, answer: 'Bad' },
      { event: 'message_replace', ...ids, answer: 'Sorry.' },
      { event: 'message_end', ...ids },
    );
    expect(events.at(-1)).toEqual({ type: 'replaced', text: 'Sorry.' });
  });

  it('ignores pings, unknown events and data that is not JSON', async () => {
    const text = `event: ping\n\ndata: {\n\ndata: {"event":"new_kind","answer":7}\n\n: comment\n\n${line({ event: 'message_end', ...ids })}`;
    expect(await collect(readDifyEvents(bodyOf(text)))).toEqual([started]);
  });

  it('joins chunks that the network has split in the middle of a character', async () => {
    const bytes = new TextEncoder().encode(
      line({ event: 'message', ...ids, answer: '你好' }) + line({ event: 'message_end', ...ids }),
    );
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await collect(readDifyEvents(body))).toEqual([started, { type: 'delta', text: '你好' }]);
  });

  it("fails with the code of Dify's error event, and logs none of its text", async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const error = { event: 'error', ...ids, status: 429, code: 'too_many_requests', message: 'key app-123' };
    await expect(read(error)).rejects.toMatchObject({ code: 'upstream_busy' });
    expect(log.mock.calls.flat().join(' ')).toMatch(/429 too_many_requests/);
    expect(log.mock.calls.flat().join(' ')).not.toContain('app-123');
  });

  it('does not treat a broken connection as a complete answer', async () => {
    await expect(read({ event: 'message', ...ids, answer: 'Be' })).rejects.toMatchObject({
      code: 'upstream_failed',
    });
  });
});

const line = (event: object) => `data: ${JSON.stringify(event)}\n\n`;
const bodyOf = (text: string) => new Response(text).body ?? raise();
const read = (...events: object[]) => collect(readDifyEvents(bodyOf(events.map(line).join(''))));

async function collect(events: AsyncIterable<UpstreamEvent>): Promise<UpstreamEvent[]> {
  const collected = [];
  for await (const event of events) collected.push(event);
  return collected;
}

function raise(): never {
  throw new Error('The response has no body.');
}
