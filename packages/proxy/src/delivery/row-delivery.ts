import { errorNameOf, type ProxyEvent } from '../proxy-event.ts';
import type { FeedbackRow, FeedbackStore, Lease } from '../stores/feedback-store.ts';
import { attemptDelivery } from './attempt.ts';
import type { DeliveryOptions } from './delivery.ts';
import { deliveryResult } from './delivery-result.ts';
import type { Reporter } from './report.ts';
import { mayAttempt, planInDoubt, planSettlement } from './settlement.ts';
import type { Slot } from './slot-pool.ts';
import type { UpstreamHealth } from './upstream-health.ts';
import { createWaiters, type Waiters } from './waiters.ts';

/**
 * Where this process delivers a row, and nowhere else: one attempt after the other, as long as the row is due and the circuit is
 * closed. Starts at once, in the slot it is given, with the lease it may be given.
 */
export function createRowDelivery(
  { userId, message: { messageId } }: FeedbackRow,
  { slot, isClosing, onEnd, ...options }: RowDeliveryOptions,
  firstLease?: Lease,
): RowDelivery {
  const { adapter, store, emit, now, random, timings, reporter, health } = options;
  const { repeatInDoubt = 'always' } = adapter;
  const { revoke, change } = adapter.capabilities;
  const waiters = createWaiters(timings.responseMs);
  let nextLease = firstLease;
  let moreToDo = false;
  let deliveries = 0;

  async function claim(): Promise<Lease | undefined> {
    const leaseId = crypto.randomUUID();
    const [lease] = await store.claim({
      now: now(),
      leaseId,
      leaseUntil: now() + timings.leaseMs,
      limit: 1,
      key: { userId, messageId },
    });
    return lease;
  }

  async function attempt(lease: Lease): Promise<FeedbackRow | null> {
    const { row: leased } = lease;
    const { stamp } = leased.submission;
    const { outcome, status, traceId, sentAt, adapterError } = await attemptDelivery(leased, {
      ...options,
      timeoutMs: timings.upstreamMs,
    });

    const endedAt = now();
    const requestId = waiters.requestIdOf(stamp);
    waiters.beginEnd(stamp);
    const awaited = requestId !== null;
    const { probe } = slot;
    const { openUntil, findsNothing } = health.judge({
      row: leased,
      outcome,
      responded: status !== null,
      probe,
      awaited,
    });
    const settlement = planSettlement(
      { row: leased, outcome, sentAt, endedAt, awaited, openUntil, findsNothing },
      { timings, random, repeatInDoubt, replaceable: revoke || change === true },
    );
    const settled = await store.settle(lease, settlement);

    const eventFields = {
      adapter: adapter.name,
      requestId,
      upstreamStatus: status,
      upstreamTraceId: traceId,
    };
    const errorName = adapterError === undefined ? null : errorNameOf(adapterError);
    const withdrawn = settlement.withdrawn && settled.row?.submission.stamp !== stamp;
    const plan = withdrawn ? { ...settlement, dueAt: null, deadBecause: null } : settlement;
    reporter.report({
      ...eventFields,
      row: leased,
      outcome,
      settlement: plan,
      endedAt,
      errorName,
      findsNothing,
    });
    if (settlement.delivered) deliveries++;
    const refusal = withdrawn && outcome.type === 'refused' ? outcome.code : null;
    waiters.settle(stamp, (waiting) => deliveryResult(waiting, { ...settled, refusal }));
    return settled.row;
  }

  /** Its process died in the middle of an attempt, and the upstream may count a second one as another rating. */
  async function deadLetterInDoubt(lease: Lease): Promise<FeedbackRow | null> {
    const { row, applied } = await store.settle(lease, planInDoubt(lease.row));
    const eventFields = {
      adapter: adapter.name,
      requestId: null,
      upstreamStatus: null,
      upstreamTraceId: null,
    };
    const { attempts } = lease.row;
    if (applied) emit({ type: 'dead_lettered', ...eventFields, messageId, attempts, because: 'in_doubt' });
    return row;
  }

  async function run(): Promise<void> {
    // A lease that nothing is done with would hold the row back, and look like an attempt to whoever claims it next.
    while (nextLease !== undefined || !isClosing()) {
      moreToDo = false;
      const handedOver = nextLease;
      nextLease = undefined;
      const lease = handedOver ?? (await claim());
      if (moreToDo && lease === undefined) continue;
      // Leased elsewhere or held back: the worker knows when to look again.
      if (lease === undefined) return end(now());
      const row = mayAttempt(lease.row, repeatInDoubt)
        ? await attempt(lease)
        : await deadLetterInDoubt(lease);
      const dueAt = row?.dueAt ?? null;
      if (nextLease !== undefined) continue;
      if (health.circuit.openUntil() !== null) return end(moreToDo ? now() : dueAt);
      if (!moreToDo && (dueAt === null || dueAt > now())) return end(dueAt);
    }
    end(null);
  }

  /** Without a pause between the last look at `moreToDo` and this, or a submission that comes in between would be overlooked. */
  function end(wakeAt: number | null): void {
    onEnd(wakeAt);
    waiters.dismiss();
  }

  const ended = run()
    // The store has told of it.
    .catch(() => end(now() + timings.storeRetryMs))
    .then(() => deliveries);

  return {
    ended,
    waiters,
    continueWith(lease) {
      nextLease ??= lease;
      moreToDo = true;
    },
  };
}

export interface RowDeliveryOptions extends DeliveryOptions {
  readonly store: FeedbackStore;
  readonly emit: (event: ProxyEvent) => void;
  readonly reporter: Reporter;
  readonly health: UpstreamHealth;
  /** Released at the end. */
  readonly slot: Slot;
  readonly isClosing: () => boolean;
  /** Called when the row has no more work, with the time at which there may be some. */
  readonly onEnd: (wakeAt: number | null) => void;
}

export interface RowDelivery {
  /** Resolves to how many attempts the upstream has taken. */
  readonly ended: Promise<number>;
  readonly waiters: Waiters;
  /** There is more to do: a newer submission, or a lease that somebody else has claimed for this row. */
  continueWith(lease?: Lease): void;
}
