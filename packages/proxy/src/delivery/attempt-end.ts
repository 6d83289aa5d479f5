import type { FeedbackAdapter, RefusalCode } from '../adapters/feedback-adapter.ts';
import { errorNameOf } from '../error-name.ts';
import type { ProxyEvent } from '../events/proxy-event.ts';
import type { FeedbackRow, FeedbackStore, Lease, Settled } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';
import type { Attempt } from './attempt.ts';
import type { Reporter } from './report.ts';
import { planInDoubt, planSettlement } from './settlement.ts';
import type { UpstreamHealth } from './upstream-health.ts';

/** Judges an ended attempt, stores what follows for its row, and reports it. */
export async function endAttempt(
  lease: Lease,
  { outcome, status, traceId, sentAt, adapterError }: Attempt,
  { requestId, probe }: AttemptContext,
  { adapter, store, now, random, timings, reporter, health }: AttemptEndOptions,
): Promise<AttemptEnd> {
  const { row } = lease;
  const { stamp } = row.submission;
  const { repeatInDoubt = 'always', capabilities } = adapter;
  const replaceable = capabilities.revoke || capabilities.change === true;
  const endedAt = now();
  const awaited = requestId !== null;
  const responded = status !== null;
  const { openUntil, findsNothing } = health.judge({ row, outcome, responded, probe, awaited });
  const settlement = planSettlement(
    { row, outcome, sentAt, endedAt, awaited, openUntil, findsNothing },
    { timings, random, repeatInDoubt, replaceable },
  );
  const settled = await store.settle(lease, settlement);

  // The store does not withdraw a submission that another process has promised meanwhile.
  const withdrawn = settlement.withdrawn && settled.row?.submission.stamp !== stamp;
  reporter.report({
    adapter: adapter.name,
    requestId,
    upstreamStatus: status,
    upstreamTraceId: traceId,
    row,
    outcome,
    settlement: withdrawn ? { ...settlement, dueAt: null, deadBecause: null } : settlement,
    endedAt,
    errorName: adapterError === undefined ? null : errorNameOf(adapterError),
    findsNothing,
  });
  const refusal = withdrawn && outcome.type === 'refused' ? outcome.code : null;
  return { ...settled, refusal, delivered: settlement.delivered };
}

/**
 * Ends a lease without an attempt: the process of an earlier attempt crashed, and the upstream may
 * count a repetition as a second rating.
 */
export async function endInDoubt(
  lease: Lease,
  { adapter, store, emit }: AttemptEndOptions,
): Promise<FeedbackRow | null> {
  const { attempts, message } = lease.row;
  const { row, applied } = await store.settle(lease, planInDoubt(lease.row));
  if (applied) {
    emit({
      type: 'dead_lettered',
      adapter: adapter.name,
      requestId: null,
      upstreamStatus: null,
      upstreamTraceId: null,
      messageId: message.messageId,
      attempts,
      because: 'in_doubt',
    });
  }
  return row;
}

export interface AttemptEndOptions {
  readonly adapter: FeedbackAdapter;
  readonly store: FeedbackStore;
  readonly emit: (event: ProxyEvent) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly timings: Timings;
  readonly reporter: Reporter;
  readonly health: UpstreamHealth;
}

interface AttemptContext {
  /** The request that waits for this attempt; `null` if none does. */
  readonly requestId: string | null;
  /** Whether the attempt probed the upstream. */
  readonly probe: boolean;
}

export interface AttemptEnd extends Settled {
  /** Why the attempted submission was withdrawn; `null` if it was not. */
  readonly refusal: RefusalCode | null;
  /** Whether the upstream has taken the attempted submission. */
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
 * one.
 */
export function deliveryResult(stamp: string, { row, applied, refusal }: AttemptEnd): DeliveryResult {
  if (!applied) return { type: 'accepted' };
  if (row !== null && row.submission.stamp > stamp) return { type: 'superseded', row };
  if (refusal !== null) return { type: 'refused', code: refusal };
  return row?.delivered?.stamp === stamp ? { type: 'delivered' } : { type: 'accepted' };
}
