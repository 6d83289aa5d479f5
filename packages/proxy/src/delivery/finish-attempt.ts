import type { FeedbackAdapter, RefusalCode } from '../adapters/feedback-adapter.ts';
import type { ProxyEvent } from '../events/proxy-event.ts';
import type { FeedbackRow, FeedbackStore, Lease, Settled } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';
import type { Attempt } from './attempt.ts';
import type { Reporter } from './report.ts';
import { type OwnLease, settleWithinLease, type WaitingRequests } from './settle-within-lease.ts';
import { isReplaceable, mayClaimAhead, planSettlement, planUnrepeatable, planUnused } from './settlement.ts';
import type { UpstreamHealth } from './upstream-health.ts';

/** Decides what follows from an attempt for its row, stores that, and reports the attempt. */
export async function finishAttempt(
  lease: OwnLease,
  attempt: Attempt,
  { requestId, probe, releaseSlot, waiting }: AttemptContext,
  { adapter, store, now, random, timings, reporter, health, stopsAt }: FinishAttemptOptions,
): Promise<AttemptResult> {
  const { row } = lease;
  const { outcome, status, traceId, sentAt, adapterError } = attempt;
  const { stamp } = row.submission;
  const { repeatUncertain = 'always', mayStoreTwice = false } = adapter;
  const replaceable = isReplaceable(adapter);
  const awaited = requestId !== null;
  const judgement = health.judge(row, attempt, probe);
  // After the judgement, so that a wait that the upstream asks for ends no earlier than the circuit's.
  const endedAt = now();
  // The upstream can take the next request while this result is being stored. After a failure it
  // gets no request before that, because the circuit may be about to open.
  if (outcome.type === 'delivered' && mayClaimAhead(adapter)) releaseSlot();
  const settlement = planSettlement(
    { row, outcome, sentAt, endedAt, awaited, ...judgement },
    { timings, random, repeatUncertain, mayStoreTwice, replaceable },
  );
  const settled = await settleWithinLease(lease, settlement, { store, now, timings, stopsAt, waiting });

  const withdrawn = settlement.withdrawUnlessPromised && settled.row?.submission.stamp !== stamp;
  const unknown =
    settled.applied && settled.row?.deadLetterCause === 'message_not_found' && settled.row.delivered === null;
  const repeated = unknown && (await health.unknown.deadLettered(row));
  reporter.report({
    adapter: adapter.name,
    requestId,
    upstreamStatus: status,
    upstreamTraceId: traceId,
    row,
    outcome,
    settlement,
    withdrawn,
    endedAt,
    adapterError,
    findsNothing: judgement.findsNothing,
    repeated,
    othersDelivered: judgement.othersDelivered,
  });
  const refusal = withdrawn && outcome.type === 'refused' ? outcome.code : null;
  return { ...settled, refusal, delivered: settlement.delivered };
}

/**
 * Ends a lease without an attempt: an earlier one may have arrived, because its outcome was uncertain
 * or its process crashed or could not store the result, and the adapter does not allow another one.
 */
export async function finishUnrepeatable(
  lease: Lease,
  { adapter, store, emit }: FinishAttemptOptions,
): Promise<FeedbackRow | null> {
  const { attempts, message } = lease.row;
  const { row, applied } = await store.settle(lease, planUnrepeatable(lease.row));
  if (applied) {
    emit({
      type: 'dead_lettered',
      adapter: adapter.name,
      requestId: null,
      upstreamStatus: null,
      upstreamTraceId: null,
      messageId: message.messageId,
      attempts,
      cause: 'in_doubt',
    });
  }
  return row;
}

/**
 * Ends leases that no attempt has used, so that any process can claim their rows at once. Never
 * rejects: if the store fails, the leases run out.
 */
export async function giveBack(
  leases: readonly Lease[],
  { store }: Pick<FinishAttemptOptions, 'store'>,
): Promise<void> {
  await Promise.allSettled(leases.map((lease) => store.settle(lease, planUnused(lease.row))));
}

export interface FinishAttemptOptions {
  readonly adapter: FeedbackAdapter;
  readonly store: FeedbackStore;
  readonly emit: (event: ProxyEvent) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly timings: Timings;
  readonly reporter: Reporter;
  readonly health: UpstreamHealth;
  /** When the process stops waiting for its deliveries; infinite while it does not close. */
  readonly stopsAt: () => number;
}

interface AttemptContext {
  /** The request that waits for this attempt; `null` if none does. */
  readonly requestId: string | null;
  /** Whether the attempt probed the upstream. */
  readonly probe: boolean;
  readonly releaseSlot: () => void;
  readonly waiting: WaitingRequests;
}

export interface AttemptResult extends Settled {
  /** Why the attempted submission was withdrawn; `null` if it was not. */
  readonly refusal: RefusalCode | null;
  /** Whether the upstream has accepted the attempted submission. */
  readonly delivered: boolean;
}

/** What the response to a submission says about its delivery. */
export type DeliveryResult =
  | { readonly type: 'delivered' }
  | { readonly type: 'accepted' }
  | { readonly type: 'superseded'; readonly row: FeedbackRow }
  | { readonly type: 'refused'; readonly code: RefusalCode };

/**
 * The result for a request that waits for `stamp`, which is the attempted submission or an older
 * one. `null` if that one is to be delivered next, because the newer one was refused.
 */
export function deliveryResult(
  stamp: string,
  { row, applied, refusal }: AttemptResult,
): DeliveryResult | null {
  // A settlement whose reply was lost is not applied again, but its refusal stands.
  if (!applied && refusal === null) return { type: 'accepted' };
  if (row !== null && row.submission.stamp > stamp) return { type: 'superseded', row };
  if (row?.delivered?.stamp === stamp) return { type: 'delivered' };
  if (refusal === null) return { type: 'accepted' };
  return row?.submission.stamp === stamp ? null : { type: 'refused', code: refusal };
}
