import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { postgresOfFile } from '../../test/postgres-of-file.ts';
import { DONE, MINUTE, NOW, submissionOf } from '../testing/store-accept-tests.ts';
import type { FeedbackStore, Lease } from './feedback-store.ts';
import { createPostgresStore } from './postgres.ts';

/** A real server is slow on a busy machine. */
const PATIENT_MS = 60_000;
vi.setConfig({ testTimeout: PATIENT_MS, hookTimeout: PATIENT_MS });

const postgres = postgresOfFile();
let pools: Pool[];
let nodes: FeedbackStore[];

beforeAll(() => {
  pools = Array.from({ length: 8 }, () => new Pool({ ...postgres.server.config, max: 4 }));
});
beforeEach(() => {
  const schema = postgres.newSchema();
  nodes = pools.map((pool) => createPostgresStore({ pool, schema, statementMs: PATIENT_MS }));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
});

function node(index: number): FeedbackStore {
  const store = nodes[index % nodes.length];
  if (store === undefined) throw new Error('There are no nodes.');
  return store;
}

const messageOf = (index: number) => ({ messageId: `message-${index}` });

describe('nodes that share one Postgres', () => {
  it('lease no row twice, however many of them claim at once', async () => {
    const messages = Array.from({ length: 200 }, (_, index) => messageOf(index));
    await Promise.all(
      messages.map((message, index) => node(index).accept(submissionOf(1, { message }), NOW)),
    );

    const claimAll = async (store: FeedbackStore, name: number): Promise<Lease[]> => {
      const leases: Lease[] = [];
      for (let round = 0; ; round++) {
        const claim = {
          now: NOW,
          leaseUntil: NOW + MINUTE,
          limit: 3,
          leaseId: `node ${name}, round ${round}`,
        };
        const claimed = await store.claim(claim);
        expect(claimed.length).toBeLessThanOrEqual(3);
        if (claimed.length === 0) return leases;
        leases.push(...claimed);
      }
    };
    const leases = await Promise.all(nodes.map(claimAll));
    const claimed = leases.flat().map(({ row }) => row.message.messageId);
    expect(claimed.sort()).toEqual(messages.map(({ messageId }) => messageId).sort());
    // Otherwise one node was so fast that the test proves nothing.
    expect(leases.filter((own) => own.length > 0).length).toBeGreaterThan(1);
  });

  it('give a row to one of them when all claim that row', async () => {
    for (let round = 0; round < 20; round++) {
      const message = messageOf(round);
      const key = { userId: 'user-1', messageId: message.messageId };
      await node(0).accept(submissionOf(1, { message }), NOW);
      const claims = nodes.map((store, index) =>
        store.claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: `node ${index}`, key }),
      );
      expect((await Promise.all(claims)).flat()).toHaveLength(1);
    }
  });

  it.each([
    ['the newer one last', [1, 2]],
    ['the newer one first', [2, 1]],
  ])('keep the newest of two submissions that arrive at two of them at once: %s', async (_, counters) => {
    for (let round = 0; round < 20; round++) {
      const message = messageOf(round);
      const acceptances = await Promise.all(
        counters.map((counter, index) => node(index).accept(submissionOf(counter, { message }), NOW)),
      );
      const [row] = await node(2).get('user-1', [message.messageId]);
      expect(row?.submission.stamp).toBe(submissionOf(2).stamp);
      const ofNewer = acceptances[counters.indexOf(2)];
      expect(ofNewer?.status).toBe('accepted');
      const ofOlder = acceptances[counters.indexOf(1)];
      expect(['accepted', 'superseded']).toContain(ofOlder?.status);
    }
  });

  it('lose no submission that arrives while another is claimed, delivered or dead-lettered', async () => {
    const messages = Array.from({ length: 60 }, (_, index) => messageOf(index));
    await Promise.all(
      messages.map(async (message, index) => {
        const key = { userId: 'user-1', messageId: message.messageId };
        const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: `${index}`, key };
        await node(index).accept(submissionOf(1, { message }), NOW);
        const deliver = async () => {
          const [lease] = await node(index + 1).claim(claim);
          if (lease === undefined) return;
          const end = index % 3;
          if (end === 0) await node(index + 1).settle(lease, DONE);
          if (end === 1)
            await node(index + 1).settle(lease, { ...DONE, delivered: false, withdrawUnlessPromised: true });
          if (end === 2)
            await node(index + 1).settle(lease, { ...DONE, delivered: false, deadLetterCause: 'gave_up' });
        };
        const [, { status }] = await Promise.all([
          deliver(),
          node(index + 2).accept(submissionOf(2, { message }), NOW + 1),
        ]);
        expect(status).toBe('accepted');
      }),
    );

    for (const { messageId } of messages) {
      const [row] = await node(0).get('user-1', [messageId]);
      // In either order, the row has the newer submission, which is due unless it was the leased
      // one.
      expect(row?.submission.stamp).toBe(submissionOf(2).stamp);
      if (row?.delivered?.stamp === submissionOf(2).stamp || row?.deadLetterCause !== null) continue;
      expect(row.dueAt).not.toBeNull();
    }
  });

  it('accept a submission while a newer one is withdrawn', async () => {
    await node(0).accept(submissionOf(1), NOW);
    const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1 };
    const [first] = await node(0).claim({ ...claim, leaseId: 'first' });
    if (first) await node(0).settle(first, DONE);
    await node(0).accept(submissionOf(3), NOW);
    const [newer] = await node(0).claim({ ...claim, leaseId: 'newer' });
    expect(newer?.row.submission.stamp).toBe(submissionOf(3).stamp);
    // Another node withdraws it after the statement that accepts, and before the one that reads.
    const { query } = pools[1] as Pool;
    let withdrawn = false;
    vi.spyOn(pools[1] as Pool, 'query').mockImplementation((async (text: string, values: unknown[]) => {
      if (text.trimStart().startsWith('SELECT') && !withdrawn && newer) {
        withdrawn = true;
        await node(0).settle(newer, { ...DONE, delivered: false, withdrawUnlessPromised: true });
      }
      return Reflect.apply(query, pools[1], [text, values]);
    }) as never);
    const { status } = await node(1).accept(submissionOf(2), NOW);
    vi.restoreAllMocks();
    expect([withdrawn, status]).toEqual([true, 'accepted']);
  });

  it('redrive each dead row once in total', async () => {
    for (let index = 0; index < 30; index++) {
      const message = messageOf(index);
      await node(0).accept(submissionOf(1, { message }), NOW);
    }
    const leases = await node(0).claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 30, leaseId: 'a' });
    for (const lease of leases) {
      await node(1).settle(lease, { ...DONE, delivered: false, deadLetterCause: 'gave_up' });
    }
    const counts = await Promise.all([0, 1, 2, 3].map((index) => node(index).redrive('all', NOW)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(30);
  });
});
