import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { readCozeEvents } from './coze-events.ts';

const ids = { id: '71', conversation_id: '72', chat_id: '73' };
const answer = { ...ids, role: 'assistant', type: 'answer', content_type: 'text' };
const started = {
  type: 'started',
  conversationId: '72',
  messageId: '71',
  feedbackRef: null,
  stopHandle: '72:73',
};
const ratable = { type: 'ratable', feedbackRef: { messageId: '71', conversationId: '72' } };
const completed = ['conversation.chat.completed', { id: '73', status: 'completed' }] as const;

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

describe('readCozeEvents', () => {
  it('reads an answer that can be rated once the chat is over', async () => {
    const events = await read(
      ['conversation.chat.created', { id: '73', conversation_id: '72' }],
      ['conversation.message.delta', { ...answer, content: 'Be' }],
      ['conversation.message.delta', { ...answer, content: 'cause' }],
      ['conversation.message.completed', { ...answer, content: 'Because' }],
      completed,
    );
    expect(events).toEqual([
      started,
      { type: 'delta', text: 'Be' },
      { type: 'delta', text: 'cause' },
      ratable,
    ]);
  });

  it('uses the completed text if it differs from its parts or has none', async () => {
    const whole = ['conversation.message.completed', { ...answer, content: 'Because' }] as const;
    const part = ['conversation.message.delta', { ...answer, content: 'Be' }] as const;
    const replaced = { type: 'replaced', text: 'Because' };
    expect(await read(part, whole, completed)).toEqual([
      started,
      { type: 'delta', text: 'Be' },
      replaced,
      ratable,
    ]);
    expect(await read(whole, completed)).toEqual([started, replaced, ratable]);
  });

  it('leaves out tools, cards, suggestions and further answers', async () => {
    const events = await read(
      ['conversation.message.completed', { ...answer, id: '60', type: 'function_call', content: '{}' }],
      ['conversation.message.completed', { ...answer, id: '61', content_type: 'card', content: '{}' }],
      ['conversation.message.delta', { ...answer, content: 'Yes' }],
      ['conversation.message.delta', { ...answer, id: '79', content: 'And' }],
      ['conversation.message.completed', { ...answer, id: '80', type: 'follow_up', content: 'Why?' }],
      completed,
    );
    expect(events).toEqual([started, { type: 'delta', text: 'Yes' }, ratable]);
  });

  it('ignores unknown events and data that is not JSON', async () => {
    const body = new Response('event:new\ndata:{"a":1}\n\nevent:conversation.message.delta\ndata:{\n\n');
    await expect(collect(readCozeEvents(body.body ?? raise()))).rejects.toMatchObject({
      code: 'upstream_failed',
    });
  });

  it.each([
    ['conversation.chat.failed', { last_error: { code: 4013, msg: 'secret' } }, 'upstream_failed'],
    ['conversation.chat.failed', { last_error: { code: 4011, msg: 'secret' } }, 'upstream_failed'],
    ['error', { code: 4020, msg: 'secret' }, 'upstream_busy'],
    ['conversation.chat.requires_action', { id: '73' }, 'upstream_failed'],
  ])('fails on %s with %o, and logs none of its text', async (event, data, code) => {
    await expect(read([event, data])).rejects.toMatchObject({ code });
    expect(log.mock.calls.flat().join(' ')).toContain(event);
    expect(log.mock.calls.flat().join(' ')).not.toContain('secret');
  });

  it('does not treat a broken connection, or a chat without an answer, as a complete answer', async () => {
    const broken = read(['conversation.message.delta', { ...answer, content: 'Be' }]);
    await expect(broken).rejects.toMatchObject({ code: 'upstream_failed' });
    await expect(read(completed)).rejects.toMatchObject({ code: 'upstream_failed' });
  });
});

type Sent = readonly [event: string, data: object];

function read(...events: Sent[]): Promise<UpstreamEvent[]> {
  const text = events.map(([event, data]) => `event:${event}\ndata:${JSON.stringify(data)}\n\n`).join('');
  return collect(readCozeEvents(new Response(text).body ?? raise()));
}

async function collect(events: AsyncIterable<UpstreamEvent>): Promise<UpstreamEvent[]> {
  const collected = [];
  for await (const event of events) collected.push(event);
  return collected;
}

function raise(): never {
  throw new Error('The response has no body.');
}
