import type { FeedbackError } from '@message-feedback/core';
import type { Transport } from '../adapters/upstream-exchange.ts';
import type { FeedbackRow, FeedbackStore } from '../stores/feedback-store.ts';
import { storeUnavailable } from '../stores/watched-store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { attemptDelivery } from './attempt.ts';
import {
  type DeliveryResult,
  deliveryResult,
  type FinishAttemptOptions,
  finishAttempt,
  finishUnrepeatable,
  giveBack,
} from './finish-attempt.ts';
import type { LostLeases } from './lost-leases.ts';
import type { OwnLease, WaitingRequests } from './settle-within-lease.ts';
import { mayAttempt } from './settlement.ts';
import type { Slot } from './slot-pool.ts';

/**
 * The delivery of one row in this process: one attempt after the other, each in a slot, while the
 * row is due and the circuit is closed. All rows share the options, because a copy for each takes
 * more memory than the rest of this object.
 */
export function createRowDelivery(
  { row: { userId, message }, slot: firstSlot, lease: firstLease, onEnd }: RowDeliveryStart,
  options: RowDeliveryOptions,
): RowDelivery {
  const { adapter, store, now, timings, health, telemetry, takeSlot, isClosing } = options;
  const { messageId } = message;
  const waiters = createWaiters(timings.responseMs);
  let slot: Slot | undefined = firstSlot;
  let nextLease = firstLease;
  let moreToDo = false;
  let deliveries = 0;

  async function attemptRow(lease: OwnLease, used: Slot): Promise<FeedbackRow | null> {
    const { stamp } = lease.row.submission;
    const awaited = waiters.requestIdOf(stamp) !== null;
    const attempt = await telemetry.traceAttempt({ adapter: adapter.name, awaited }, () =>
      attemptDelivery(lease.row, options),
    );
    const requestId = waiters.requestIdOf(stamp);
    const releaseSlot = () => {
      slot = undefined;
      used.release();
    };
    const context = { requestId, probe: used.probe, releaseSlot, waiting: waiters.waitingFor(stamp) };
    const result = await finishAttempt(lease, attempt, context, options);
    if (result.delivered) deliveries++;
    waiters.resolve(stamp, (waiting) => deliveryResult(waiting, result));
    return result.row;
  }

  async function run(): Promise<void> {
    // A closing process still uses a lease that it has. An unused lease would delay the row, and
    // look like an uncertain attempt to the next process.
    while (nextLease !== undefined || !isClosing()) {
      moreToDo = false;
      slot ??= takeSlot();
      if (slot === undefined || !(await slot.granted)) return leaveToWorker();
      if (nextLease !== undefined && nextLease.sendBy < now()) return leaveToWorker();
      const handedOver = nextLease;
      nextLease = undefined;
      const lease = handedOver ?? (await claimRow(store, { userId, messageId }, options));
      if (moreToDo && lease === undefined) continue;
      // Leased by another process or not due: the worker knows when to look again.
      if (lease === undefined) return finish(now());
      const row = mayAttempt(lease.row, adapter)
        ? await attemptRow(lease, slot)
        : await finishUnrepeatable(lease, options);
      const dueAt = row?.dueAt ?? null;
      if (nextLease !== undefined) continue;
      if (health.circuit.openUntil() !== null) return finish(moreToDo ? now() : dueAt);
      if (!moreToDo && (dueAt === null || dueAt > now())) return finish(dueAt);
    }
    finish(null);
  }

  /** Leaves the row to the worker, because its slot came too late or not at all. */
  async function leaveToWorker(): Promise<void> {
    for (let unused = nextLease; unused !== undefined; unused = nextLease) {
      nextLease = undefined;
      await giveBack([unused], options);
    }
    finish(now());
  }

  /**
   * Runs in the same tick as the last check of `moreToDo`, so that no submission is missed in
   * between.
   */
  function finish(wakeAt: number | null): void {
    slot?.release();
    onEnd(wakeAt);
    waiters.dismiss();
  }

  async function runToEnd(): Promise<number> {
    try {
      await run();
    } catch {
      // `watchStore` has emitted `store_failed`. A lease that came meanwhile is used all the same.
      if (nextLease !== undefined) return runToEnd();
      finish(now() + timings.storeRetryMs);
    }
    return deliveries;
  }

  // Starts in a microtask, so that the request that created this delivery is already waiting.
  const ended = Promise.resolve().then(runToEnd);

  return {
    ended,
    waiters,
    continueWith(lease) {
      nextLease ??= lease;
      moreToDo = true;
    },
  };
}

export interface RowDeliveryStart {
  readonly row: FeedbackRow;
  /** The slot of the first attempt. */
  readonly slot: Slot;
  /** The lease of the first attempt, if the row is already leased. */
  readonly lease: OwnLease | undefined;
  /**
   * Called when nothing is left to do here, with the time at which to wake the worker; `null` if it need
   * not wake.
   */
  readonly onEnd: (wakeAt: number | null) => void;
}

export interface RowDeliveryOptions extends FinishAttemptOptions {
  readonly telemetry: Telemetry;
  readonly send: Transport;
  readonly lostLeases: LostLeases;
  /** Takes a slot for another attempt; `undefined` if there is none. */
  readonly takeSlot: () => Slot | undefined;
  readonly isClosing: () => boolean;
}

export interface RowDelivery {
  /** Resolves to the number of submissions that the upstream has accepted. */
  readonly ended: Promise<number>;
  readonly waiters: Waiters;
  /** Continues with a newer submission, or with a lease that this row has got meanwhile. */
  continueWith(lease?: OwnLease): void;
}

async function claimRow(
  store: FeedbackStore,
  key: { readonly userId: string; readonly messageId: string },
  { now, timings, lostLeases }: Pick<RowDeliveryOptions, 'now' | 'timings' | 'lostLeases'>,
): Promise<OwnLease | undefined> {
  await lostLeases.release();
  const leaseId = crypto.randomUUID();
  const until = now() + timings.leaseMs;
  const [lease] = await lostLeases.watch({ id: leaseId, until }, () =>
    store.claim({ now: now(), leaseId, leaseUntil: until, limit: 1, key }),
  );
  return lease && { ...lease, until, sendBy: until };
}

/**
 * The requests that wait for one row, each for `responseMs`, and longer while its result is being
 * stored. A request whose time is up gets `accepted`, and so do all others with its stamp.
 */
function createWaiters(responseMs: number): Waiters {
  const waiters = new Set<Waiter>();
  let finishingStamp: string | null = null;
  /** The submission that the store may have withdrawn, so that `accepted` could be untrue. */
  let maybeWithdrawn: { readonly stamp: string; readonly cause: unknown } | null = null;

  function endWithoutResult(ending: Waiter): void {
    if (ending.stamp === maybeWithdrawn?.stamp) {
      ending.reject(storeUnavailable(maybeWithdrawn.cause));
      return;
    }
    // `accepted` is a promise. It goes to all requests with this stamp, because none may get a refusal now.
    for (const waiter of [...waiters]) {
      if (waiter.stamp === ending.stamp) waiter.resolve({ type: 'accepted' });
    }
  }

  function requestIdOf(stamp: string): string | null {
    for (const waiter of waiters) if (waiter.stamp === stamp) return waiter.requestId;
    return null;
  }

  return {
    wait(stamp, requestId) {
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          waiters.delete(waiter);
        };
        const waiter: Waiter = {
          stamp,
          requestId,
          timeIsUp: false,
          resolve(result) {
            end();
            resolve(result);
          },
          reject(error) {
            end();
            reject(error);
          },
        };
        const timer = setTimeout(() => {
          waiter.timeIsUp = true;
          // While the result of its attempt is being stored, the request waits, even if the store is
          // slow: a response `accepted` would promise the submission.
          if (finishingStamp !== stamp) endWithoutResult(waiter);
        }, responseMs);
        waiters.add(waiter);
      });
    },
    requestIdOf,
    waitingFor: (stamp) => ({
      isAwaited: () => requestIdOf(stamp) !== null,
      waitForResult() {
        finishingStamp = stamp;
      },
      endWait(error) {
        finishingStamp = null;
        if (error !== null) maybeWithdrawn = { stamp, cause: error };
        for (const waiter of [...waiters]) if (waiter.timeIsUp) endWithoutResult(waiter);
      },
    }),
    resolve(upToStamp, resultOf) {
      finishingStamp = null;
      maybeWithdrawn = null;
      for (const waiter of [...waiters]) {
        const result = waiter.stamp <= upToStamp ? resultOf(waiter.stamp) : null;
        if (result !== null) waiter.resolve(result);
      }
    },
    dismiss() {
      for (const waiter of [...waiters]) endWithoutResult(waiter);
    },
  };
}

export interface Waiters {
  /** Rejects with `store_unavailable` if the store may have withdrawn the submission. */
  wait(stamp: string, requestId: string): Promise<DeliveryResult>;
  /** The request that waits for this stamp; `null` if none does. */
  requestIdOf(stamp: string): string | null;
  /** The requests for this stamp, while the result of its attempt is being stored. */
  waitingFor(stamp: string): WaitingRequests;
  /** Resolves all that wait for this stamp or an older one, and for which there is a result. */
  resolve(upToStamp: string, resultOf: (stamp: string) => DeliveryResult | null): void;
  /**
   * Ends all waits without a result: with `accepted`, or with `store_unavailable` if the store may have
   * withdrawn the submission.
   */
  dismiss(): void;
}

interface Waiter {
  readonly stamp: string;
  readonly requestId: string;
  timeIsUp: boolean;
  resolve(result: DeliveryResult): void;
  reject(error: FeedbackError): void;
}
