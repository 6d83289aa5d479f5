import { describe, expect, it, vi } from 'vitest';
import { createMemoryStorage } from '../../test/memory-storage.ts';
import type { Feedback } from '../feedback/types.ts';
import { createJournal } from '../state/journal.ts';
import { formatStamp } from '../wire/stamp.ts';
import { parseRecord, readJournal, recordToNote } from './journal-records.ts';

const STAMP = formatStamp({ ms: 1_700_000_000_000, counter: 0, clientId: 'a' });
const message = { messageId: 'message-1', conversationId: 'c' };
const feedback: Feedback = {
  rating: 'dislike',
  reasons: ['slow'],
  comment: 'Too slow.',
  metadata: { model: 'small' },
};

function setUp(storage = createMemoryStorage()) {
  const onProblem = vi.fn();
  return {
    storage,
    onProblem,
    journal: createJournal({ storage, userId: 'ann@example.com', destination: '', onProblem }),
  };
}

describe('createJournal', () => {
  it('returns every field that was written', () => {
    const { journal } = setUp();
    expect(journal.write(STAMP, 'message-1', { message, feedback })).toBe(true);
    expect(readJournal(journal)).toEqual([
      expect.objectContaining({
        owner: '~',
        recordId: STAMP,
        messageKey: 'message-1',
        message,
        feedback,
        at: 1_700_000_000_000,
      }),
    ]);
  });

  it('separates two destinations, one of which starts with the other', () => {
    const { storage, journal } = setUp();
    const options = { storage, userId: 'ann@example.com', onProblem: () => {} };
    const [one, other] = ['/api', '/api/bot'].map((destination) =>
      createJournal({ ...options, destination }),
    );
    one?.write(STAMP, 'message-1', { message, feedback });
    expect(readJournal(other ?? journal)).toEqual([]);
    expect(readJournal(journal)).toEqual([]);
    other?.purge();
    expect(readJournal(one ?? journal)).toHaveLength(1);
  });

  it('separates the users of one browser, and does not store their ids', () => {
    const { storage, journal } = setUp();
    const other = createJournal({ storage, userId: 'bob@example.com', destination: '', onProblem: () => {} });
    journal.write(STAMP, 'message-1', { message, feedback });
    expect(readJournal(other)).toEqual([]);
    expect(JSON.stringify([...storage.items])).not.toContain('ann');
    other.purge();
    expect(readJournal(journal)).toHaveLength(1);
  });

  it('leaves keys of other code alone', () => {
    const { storage, journal } = setUp();
    storage.setItem('theme', 'dark');
    journal.write(STAMP, 'message-1', { message, feedback });
    journal.purge();
    expect([...storage.items]).toEqual([['theme', 'dark']]);
  });

  it('accepts any text as an id', () => {
    const { journal } = setUp();
    const messageId = 'a:b\n"c" 消息';
    journal.write(STAMP, messageId, { message: { messageId }, feedback });
    expect(readJournal(journal)[0]).toMatchObject({ messageKey: messageId, message: { messageId } });
  });

  it('continues when storage throws, and reports it once', () => {
    const blocked = createMemoryStorage();
    vi.spyOn(blocked, 'setItem').mockImplementation(() => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    });
    const { journal, onProblem } = setUp(blocked);
    expect(journal.write(STAMP, 'message-1', { message, feedback })).toBe(false);
    expect(journal.write(STAMP, 'message-2', { message, feedback })).toBe(false);
    expect(onProblem).toHaveBeenCalledOnce();
  });

  it.each([
    ['invalid JSON', '{"message":'],
    ['null', 'null'],
  ])('removes a damaged entry: %s', (_what, value) => {
    const { storage, journal } = setUp();
    storage.setItem(`${journal.prefix}~:${STAMP}:message-1`, value);
    expect(readJournal(journal)).toEqual([]);
    expect(storage.items.size).toBe(0);
  });

  it.each([
    ['no message', JSON.stringify({ feedback })],
    ['a number as the id', JSON.stringify({ message: { messageId: 1 }, feedback })],
    ['no feedback', JSON.stringify({ message })],
    ['an unknown rating', JSON.stringify({ message, feedback: { ...feedback, rating: 'love' } })],
    ['reasons that are not strings', JSON.stringify({ message, feedback: { ...feedback, reasons: [1] } })],
    ['no comment', JSON.stringify({ message, feedback: { rating: 'like', reasons: [] } })],
  ])('leaves an entry that newer code may understand: %s', (_what, value) => {
    const { storage, journal } = setUp();
    storage.setItem(`${journal.prefix}~:${STAMP}:message-1`, value);
    expect(readJournal(journal)).toEqual([]);
    expect(storage.items.size).toBe(1);
  });

  it('turns the storage event of another tab into its submission', () => {
    const { storage, journal } = setUp();
    journal.write(STAMP, 'message-1', { message, feedback });
    journal.write('draft', 'message-1', { message, draft: { ...feedback, rating: 'like' }, at: 1 });
    const notes = [...storage.items].map(([key, value]) => recordToNote(journal.prefix, key, value));
    expect(notes).toEqual([
      {
        scope: `${journal.prefix}~`,
        message,
        event: { type: 'submitted', feedback, stamp: STAMP },
      },
      null,
    ]);
    expect(parseRecord('another:', [...storage.items.keys()][0] ?? '', '{}')).toBeNull();
  });
});
