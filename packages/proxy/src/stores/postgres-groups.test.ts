import { LIMITS } from '@message-feedback/core';
import fc from 'fast-check';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Call, calls, makeCall, NOTHING, USERS } from '../../test/grouped-calls.ts';
import { postgresOfFile } from '../../test/postgres-of-file.ts';
import { messageIdOf } from '../../test/store-with.ts';
import { createTestProxy } from '../../test/test-proxy.ts';
import { DONE, MINUTE, NOW, submissionOf } from '../testing/store-accept-tests.ts';
import type { FeedbackRow, UserSubmission } from './feedback-store.ts';
import { createMemoryStore } from './memory.ts';
import { createPostgresStore, type PostgresPool } from './postgres.ts';

// A real server is slow on a busy machine.
const PATIENT_MS = 60_000;
vi.setConfig({ testTimeout: PATIENT_MS, hookTimeout: PATIENT_MS });

const RUNS = Number(process.env.POSTGRES_RUNS ?? 50);
const CONNECTIONS = 32;
const SUBMISSIONS = 320;

const postgres = postgresOfFile();
let pool: Pool;
let schema: string;

beforeAll(() => {
  pool = new Pool(postgres.server.config);
});
beforeEach(() => {
  schema = postgres.newSchema();
});
afterAll(() => pool.end());

/** A submission that cannot be stored, because Postgres has no NUL. The proxy refuses it earlier. */
function unstorable(userId: string): UserSubmission {
  return submissionOf(9, { userId, stamp: '\0' });
}

/** A store whose statements are counted. Each is a transaction with one commit. */
function createCountedStore() {
  const statements: string[] = [];
  const counting: PostgresPool = {
    query(text, values) {
      statements.push(
        /INSERT|UPDATE|DELETE|SELECT/.exec(text.replace(/^\s*WITH ended AS/, 'UPDATE'))?.[0] ?? '',
      );
      return pool.query(text, values);
    },
  };
  return { statements, store: createPostgresStore({ pool: counting, schema }) };
}

describe('calls that share a statement of Postgres', () => {
  it('need one commit for a submission that is alone, and another one for its settlement', async () => {
    expect(await statementsOf(5, 1)).toEqual({ accept: 5, settle: 5, other: 0 });
  });

  it('share it with those of the other connections', async () => {
    const { accept, settle, other } = await statementsOf(SUBMISSIONS, CONNECTIONS);
    expect([accept / SUBMISSIONS < 0.2, settle / SUBMISSIONS < 0.4, other]).toEqual([true, true, 0]);
  });

  it('do not fail with one of them', async () => {
    const store = createPostgresStore({ pool, schema });
    const outcomes = await Promise.allSettled([
      store.accept(submissionOf(1), NOW),
      store.accept(unstorable('user-2'), NOW),
      store.accept(submissionOf(2), NOW),
      store.accept(submissionOf(1, { userId: 'user-3' }), NOW),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await store.get('user-1', ['message-1'])).toMatchObject([
      { submission: { stamp: submissionOf(2).stamp } },
    ]);
    expect(await store.get('user-2', ['message-1'])).toEqual([]);
  });

  it('do not wait with one of them for a row that another transaction has locked', async () => {
    const store = createPostgresStore({ pool, schema });
    for (const userId of USERS) await store.accept(submissionOf(1, { userId }), NOW);
    const operator = await pool.connect();
    try {
      await operator.query(
        `BEGIN; UPDATE ${schema}.message_feedback SET promised = TRUE WHERE user_id = 'user-2'`,
      );
      const [first, locked, last] = USERS.map((userId) => store.accept(submissionOf(2, { userId }), NOW));
      expect([(await first)?.status, (await last)?.status]).toEqual(['accepted', 'accepted']);
      await operator.query('COMMIT');
      expect((await locked)?.status).toBe('accepted');
    } finally {
      operator.release();
    }
  });

  it('do not deadlock on two nodes that accept and settle the same rows', async () => {
    const nodes = [0, 1].map(() => createPostgresStore({ pool, schema }));
    const [one, two] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
    const users = Array.from({ length: 40 }, (_, index) => `user-${index}`);
    await Promise.all(users.map((userId) => one.accept(submissionOf(1, { userId }), NOW)));
    for (let round = 2; round < 8; round++) {
      const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: users.length, leaseId: `round ${round}` };
      const leases = await one.claim(claim);
      await Promise.all([
        ...leases.map((lease) => one.settle(lease, { ...DONE, dueAt: NOW })),
        ...users.toReversed().map((userId) => two.accept(submissionOf(round, { userId }), NOW)),
      ]);
    }
    const { rows } = await pool.query('SELECT SUM(deadlocks)::integer AS deadlocks FROM pg_stat_database');
    expect(rows).toEqual([{ deadlocks: 0 }]);
  });

  it('end as the same calls one after another in memory, even if some of them fail', async () => {
    const store = createPostgresStore({ pool, schema, statementMs: PATIENT_MS });
    // Only these are grouped. Other calls may overtake them, as may those of a group that failed.
    const ofMethods = (...methods: string[]) => calls.filter(({ method }) => methods.includes(method));
    const group = fc.oneof(
      fc.array(ofMethods('accept', 'acceptLeased'), { maxLength: 8 }),
      fc.uniqueArray(ofMethods('accept', 'acceptLeased', 'acceptUnstorable'), {
        selector: ({ userId }) => userId,
      }),
      // A refusal needs a statement of its own.
      fc.array(
        ofMethods('settle').map((call) => ({ ...call, refused: false })),
        { maxLength: 8 },
      ),
      calls.map((call) => [call]),
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(group, { maxLength: 8 }), async (groups) => {
        const prefix = `run ${++runs} `;
        const memory = createMemoryStore();
        for (const each of groups) {
          const ofRun = each.map((call) => ({ ...call, userId: prefix + call.userId }));
          const together = await Promise.all(ofRun.map((call) => makeCall(store, call, unstorable)));
          for (const [index, call] of ofRun.entries()) {
            const fails = call.method === 'acceptUnstorable';
            const alone = await makeCall(memory, fails ? NOTHING : call, unstorable);
            expect(comparable(together[index], call)).toEqual(fails ? 'failed' : comparable(alone, call));
          }
        }
        for (const userId of USERS) {
          const stored = [store, memory].map((each) => each.get(prefix + userId, ['message-1']));
          const [inPostgres, inMemory] = (await Promise.all(stored)).map((rows) => rows.map(withoutTimes));
          expect(inPostgres).toEqual(inMemory);
        }
      }),
      // A smaller example would take minutes.
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('have all accepted submissions after the server is killed', async () => {
    const store = createPostgresStore({ pool, schema });
    const accepted: string[] = [];
    let next = 0;
    let running = true;
    const client = async () => {
      while (running) {
        const messageId = messageIdOf(next++);
        const submission = submissionOf(1, { message: { messageId } });
        await store.accept(submission, NOW).then(
          () => accepted.push(messageId),
          () => {
            running = false;
          },
        );
      }
    };
    const clients = Array.from({ length: CONNECTIONS }, client);
    await vi.waitFor(() => expect(accepted.length).toBeGreaterThan(100), { timeout: 20_000 });
    await postgres.server.kill();
    await Promise.all(clients);
    await postgres.server.start();
    const rows = await store.get('user-1', accepted);
    expect(rows).toHaveLength(accepted.length);
  });
});

describe('a read of Postgres', () => {
  it('needs one statement, however many messages it asks for', async () => {
    const { statements, store } = createCountedStore();
    const ids = Array.from({ length: LIMITS.messagesPerRead }, (_, index) => messageIdOf(index));
    // Creates the tables.
    await Promise.all(ids.map((messageId) => store.accept(submissionOf(1, { message: { messageId } }), NOW)));
    statements.length = 0;
    expect(await store.get('user-1', ids)).toHaveLength(LIMITS.messagesPerRead);
    expect(statements).toEqual(['SELECT']);
  });
});

/** How many statements this many submissions need, each delivered at once. */
async function statementsOf(submissions: number, connections: number) {
  const { statements, store } = createCountedStore();
  const { submit } = createTestProxy({ store, worker: false, concurrency: connections });
  let next = 0;
  const send = async () => {
    const response = await submit({ message: { messageId: messageIdOf(next++) } });
    expect(await response.json()).toMatchObject({ status: 'delivered' });
  };
  // Creates the tables and the key of the user tags.
  await send();
  statements.length = 0;
  const connection = async () => {
    while (next <= submissions) await send();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const count = (name: string) => statements.filter((each) => each === name).length;
  const [accept, settle] = [count('INSERT'), count('UPDATE')];
  return { accept, settle, other: statements.length - accept - settle };
}

/** What a result has to be, whatever else the store does at the same time. */
function comparable(result: unknown, { method }: Call): unknown {
  const { status, applied, row, lease } = result as {
    status?: string;
    applied?: boolean;
    row?: FeedbackRow;
    lease?: { id: string };
  };
  // The row of a call that changed nothing may be read after a later call.
  if (method === 'settle') return applied && [applied, row && withoutTimes(row)];
  if (method === 'accept' || method === 'acceptLeased')
    return status === 'accepted' && [status, row && withoutTimes(row), lease?.id];
  return method === 'claim' ? (result as { id: string }[]).map(({ id }) => id) : result;
}

/** Each store has a clock of its own. */
function withoutTimes({ createdAt, changedAt, deliveredAt, ...row }: FeedbackRow): object {
  return row;
}
