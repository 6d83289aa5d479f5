import { describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../feedback/limits.ts';
import { connectProxy } from './proxy-connection.ts';
import { toReadBodies } from './read-bodies.ts';

function messagesWithReferences(count: number, characters: number, messageId = 'm') {
  return Array.from({ length: count }, (_, index) => ({
    messageId: `${messageId}${index}`,
    token: 'x'.repeat(characters),
  }));
}

describe('toReadBodies', () => {
  it('puts the ids and references of many messages into one body', () => {
    const messages = messagesWithReferences(80, 141);
    expect(toReadBodies(messages).map((body) => JSON.parse(body))).toEqual([{ messages }]);
  });

  it('names the user whose feedback is meant in every body, within the limits', () => {
    const bodies = toReadBodies(messagesWithReferences(150, 1_500), 'key.ada');
    expect(bodies.length).toBeGreaterThan(1);
    for (const body of bodies) {
      expect(JSON.parse(body)).toMatchObject({ userTag: 'key.ada' });
      expect(body.length).toBeLessThanOrEqual(LIMITS.requestBytes);
    }
  });

  it.each([
    ['long references', messagesWithReferences(60, 1_500)],
    ['more messages than one read may have', messagesWithReferences(150, 1)],
    ['ids with characters outside ASCII', messagesWithReferences(100, 300, '消息'.repeat(99))],
  ])('splits %s into bodies within the limits and keeps every message', (_, messages) => {
    const bodies = toReadBodies(messages);
    expect(bodies.length).toBeGreaterThan(1);
    expect(bodies.flatMap((body) => JSON.parse(body).messages)).toEqual(messages);
    for (const body of bodies) {
      expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(LIMITS.requestBytes);
      expect(JSON.parse(body).messages.length).toBeLessThanOrEqual(LIMITS.messagesPerRead);
    }
  });
});

describe('a read of messages with and without references', () => {
  it('sends references in a body, never in a URL, and returns all items', async () => {
    const fetch = vi.fn(async (address: RequestInfo | URL, init?: RequestInit) => {
      const ids =
        typeof init?.body === 'string'
          ? (JSON.parse(init.body) as { messages: { messageId: string }[] }).messages.map((m) => m.messageId)
          : new URL(String(address)).searchParams.getAll('messageId');
      const feedback = { rating: 'like', reasons: [], comment: '' };
      const stamp = '001700000000000-00000-a';
      const items = ids.map((messageId) => ({ messageId, feedback, stamp, undoUntil: null, final: false }));
      return Response.json({ items });
    });
    const { load } = connectProxy({ endpoint: 'https://chat.example.com/feedback', fetch });
    const messages = [{ messageId: 'a' }, { messageId: 'b', token: 'v1.k.secret' }, { messageId: 'c' }];
    const { items } = await load(messages, { signal: new AbortController().signal });
    expect(items.map(({ messageId }) => messageId).sort()).toEqual(['a', 'b', 'c']);
    expect(fetch.mock.calls.map(([address]) => String(address)).join()).not.toContain('secret');
    expect(fetch.mock.calls.map(([, init]) => init?.method)).toEqual(['GET', 'POST']);
  });
});
