import { describe, expect, it } from 'vitest';
import { LIMITS } from '../feedback/limits.ts';
import { toQueries } from './proxy-connection.ts';

describe('toQueries', () => {
  it('puts many messages into one query', () => {
    expect(toQueries([{ messageId: 'a' }, { messageId: 'b', conversationId: 'c' }])).toEqual([
      'messageId=a&messageId=b',
    ]);
  });

  it('never contains a sealed reference', () => {
    expect(toQueries([{ messageId: 'a', token: 'v1.k.x_-' }])).toEqual(['messageId=a']);
  });

  it('needs one query for a hundred messages without references', () => {
    const messages = Array.from({ length: 100 }, (_, index) => ({
      messageId: `message-${index}`.padEnd(40),
    }));
    expect(toQueries(messages)).toHaveLength(1);
  });

  it('splits long ids into short queries and keeps every message', () => {
    const messages = Array.from({ length: 90 }, (_, index) => ({ messageId: `m${index}`.padEnd(200, 'x') }));
    const queries = toQueries(messages);
    expect(queries.every(({ length }) => length <= LIMITS.queryCharacters)).toBe(true);
    expect(queries.flatMap((query) => new URLSearchParams(query).getAll('messageId'))).toEqual(
      messages.map(({ messageId }) => messageId),
    );
  });
});
