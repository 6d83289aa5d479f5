import fc from 'fast-check';
import Database from 'libsql';
import { describe, expect, it, vi } from 'vitest';
import { calls, makeCall, NOTHING, USERS } from '../../test/grouped-calls.ts';
import { NOW, submissionOf } from '../testing/store-accept-tests.ts';
import type { UserSubmission } from './feedback-store.ts';
import { createMemoryStore } from './memory.ts';
import { createSqliteStore } from './sqlite.ts';

const RUNS = 300;

/** A submission that cannot be stored, because it is not JSON. */
function unstorable(userId: string): UserSubmission {
  const feedback = { rating: 'like' as const, reasons: [], comment: '', itself: {} };
  feedback.itself = feedback;
  return submissionOf(9, { userId, feedback });
}

describe('calls that share a commit of SQLite', () => {
  it('do not fail with one of them', async () => {
    const store = createSqliteStore({ database: new Database(':memory:') });
    const outcomes = await Promise.allSettled([
      store.accept(submissionOf(1), NOW),
      store.accept(unstorable('user-2'), NOW),
      store.accept(submissionOf(2), NOW),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.get('user-1', ['message-1'])).toMatchObject([
      { submission: { stamp: submissionOf(2).stamp } },
    ]);
    expect(await store.get('user-2', ['message-1'])).toEqual([]);
  });

  it('are made once, even if another process locks the file while each is committed on its own', async () => {
    const database = new Database(':memory:');
    const store = createSqliteStore({ database });
    await store.nextDueAt();
    const exec = database.exec.bind(database);
    let begun = 0;
    vi.spyOn(database, 'exec').mockImplementation((sql: string) => {
      if (sql === 'BEGIN IMMEDIATE' && ++begun === 3) throw new Error('database is locked');
      return exec(sql);
    });
    const outcomes = await Promise.allSettled([
      store.accept(submissionOf(1), NOW),
      store.accept(submissionOf(1, { userId: 'user-2' }), NOW),
      store.accept(unstorable('user-3'), NOW),
    ]);
    expect(outcomes).toMatchObject([
      { value: { status: 'accepted' } },
      { value: { status: 'accepted' } },
      { status: 'rejected' },
    ]);
  });

  it('end as the same calls one after another in memory, even if some of them fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(calls, { maxLength: 8 }), { maxLength: 4 }), async (groups) => {
        const now = () => NOW;
        const sqlite = createSqliteStore({ database: new Database(':memory:'), now });
        const memory = createMemoryStore({ now });
        for (const group of groups) {
          const together = await Promise.all(group.map((each) => makeCall(sqlite, each, unstorable)));
          const separate: unknown[] = [];
          for (const each of group)
            separate.push(
              await makeCall(memory, each.method === 'acceptUnstorable' ? NOTHING : each, unstorable),
            );
          expect(together).toEqual(
            separate.map((result, index) =>
              group[index]?.method === 'acceptUnstorable' ? 'failed' : result,
            ),
          );
        }
        for (const userId of USERS)
          expect(await sqlite.get(userId, ['message-1'])).toEqual(await memory.get(userId, ['message-1']));
      }),
      { numRuns: RUNS },
    );
  });
});
