import type {
  DeliveryOutcome,
  FeedbackAdapter,
  RefusalCode,
  RepeatUncertain,
} from '../adapters/feedback-adapter.ts';
import type { DeadLetterCause, FeedbackRow, Settlement } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';
import type { Judgement } from './upstream-health.ts';

/**
 * Decides what follows for a row from the outcome of an attempt: a retry, a wait, a dead letter or
 * nothing more to send. Pure, so that the rules of delivery can be read and tested on their own.
 */
export function planSettlement(attempt: FinishedAttempt, rules: DeliveryRules): Settlement {
  const { outcome } = attempt;
  switch (outcome.type) {
    case 'delivered':
      return planDelivered(attempt, rules);
    case 'refused':
      return planRefused(attempt, outcome.code, rules);
    case 'retry':
      return planRetry(attempt, outcome.afterMs, rules);
    case 'uncertain':
      return planUncertain(attempt, outcome, rules);
    case 'held':
      return planHeld(attempt, outcome, rules);
    default:
      return outcome satisfies never;
  }
}

export interface FinishedAttempt extends Judgement {
  readonly row: FeedbackRow;
  readonly outcome: DeliveryOutcome;
  readonly sentAt: number;
  readonly endedAt: number;
  /** Whether the user still waits: no response has said `accepted`. */
  readonly awaited: boolean;
}

export interface DeliveryRules {
  readonly timings: Timings;
  readonly random: () => number;
  readonly repeatUncertain: RepeatUncertain;
  /** Whether the upstream can change or revoke ratings: an older one may then arrive after a newer one. */
  readonly replaceable: boolean;
  /** As in `FeedbackAdapter`. */
  readonly mayStoreTwice: boolean;
}

/**
 * Whether a row may be sent although an earlier attempt may have arrived. With `once`, a rating that
 * cannot be changed or revoked gets only the planned repetition, and none if its lease ran out: its
 * process crashed or could not store the result, so the upstream may have the rating.
 */
export function mayAttempt({ uncertainUntil, dueAt }: FeedbackRow, adapter: FeedbackAdapter): boolean {
  const { repeatUncertain = 'always' } = adapter;
  if (uncertainUntil === null || repeatUncertain === 'always') return true;
  if (repeatUncertain === 'never') return false;
  // `planUncertain` makes the repetition due when the first attempt can no longer arrive. A newer
  // submission of a replaceable rating is due earlier.
  return isReplaceable(adapter) || (dueAt !== null && dueAt >= uncertainUntil);
}

/** Whether a newer submission can replace or revoke a rating that the upstream has. */
export function isReplaceable({ capabilities: { revoke, change } }: FeedbackAdapter): boolean {
  return revoke || change === true;
}

/**
 * Whether rows may be claimed before they can be sent. They may not if an unused lease of a process
 * that crashes would make a row a dead letter, or if a leased rating counts as final for its user.
 */
export function mayClaimAhead(adapter: FeedbackAdapter): boolean {
  const { repeatUncertain = 'always', capabilities } = adapter;
  return repeatUncertain === 'always' && isReplaceable(adapter) && capabilities.holdMs === 0;
}

/** The settlement of a lease that no attempt has used: the row stays as it is, and is due again. */
export function planUnused({
  dueAt,
  attempts,
  failingSince,
  notBefore,
  uncertainUntil,
}: FeedbackRow): Settlement {
  return { ...NOTHING_TO_SEND, dueAt, attempts, failingSince, notBefore, uncertainUntil };
}

/** The settlement of a row that may not be sent again; see `mayAttempt`. */
export function planUnrepeatable({ attempts, failingSince, uncertainUntil }: FeedbackRow): Settlement {
  return { ...NOTHING_TO_SEND, attempts, failingSince, deadLetterCause: 'in_doubt', uncertainUntil };
}

function planDelivered(
  { row, sentAt }: FinishedAttempt,
  { repeatUncertain, replaceable }: DeliveryRules,
): Settlement {
  // If the settlement is lost, the lease runs out and the delivery is repeated, as this upstream allows.
  const mayBeLost = repeatUncertain === 'always';
  // Only one submission was ever sent, and it is this one.
  if (!replaceable) return { ...NOTHING_TO_SEND, delivered: true, mayBeLost };
  const uncertainUntil =
    row.uncertainUntil !== null && row.uncertainUntil > sentAt ? row.uncertainUntil : null;
  // An older attempt may still arrive and overwrite this one. When it can no longer arrive, this one
  // is repeated.
  return { ...NOTHING_TO_SEND, delivered: true, mayBeLost, dueAt: uncertainUntil, uncertainUntil };
}

function planRefused(attempt: FinishedAttempt, code: RefusalCode, rules: DeliveryRules): Settlement {
  const { row, awaited, endedAt } = attempt;
  // It was delivered before. If its message is gone by now, nothing is left to do.
  if (row.delivered?.stamp === row.submission.stamp)
    return { ...NOTHING_TO_SEND, uncertainUntil: row.uncertainUntil };

  const failingFor = endedAt - (row.failingSince ?? endedAt);
  if (code === 'message_not_found' && failingFor < rules.timings.notFoundGraceMs) {
    // Even while the user waits: the newest answer may be rated before the upstream has stored it.
    return planRetry(attempt, undefined, rules);
  }
  if (code === 'message_not_found' && attempt.findsNothing) {
    // The grace period goes on: once the upstream finds other messages, this one counts as not found.
    return { ...planPause(attempt, undefined, rules), failingSince: row.failingSince };
  }
  return { ...planDead(attempt, code), withdrawUnlessPromised: awaited };
}

function planUncertain(
  attempt: FinishedAttempt,
  { afterMs, ended = false }: Extract<DeliveryOutcome, { type: 'uncertain' }>,
  rules: DeliveryRules,
): Settlement {
  const { row, sentAt, endedAt } = attempt;
  const { repeatUncertain, mayStoreTwice, timings } = rules;
  const uncertainUntil = sentAt + timings.uncertainMs;
  if (repeatUncertain === 'always') {
    const planned = { ...planRetry(attempt, afterMs, rules), uncertainUntil };
    // An earlier uncertain attempt may have revoked the rating that was delivered.
    const hasRating = row.uncertainUntil === null && Boolean(row.delivered?.feedback.rating);
    const mayBeFirst = row.submission.feedback.rating !== null && !hasRating;
    if (!mayStoreTwice || !mayBeFirst || ended || planned.dueAt === null) return planned;
    const notBefore = Math.max(planned.dueAt, uncertainUntil);
    return { ...planned, dueAt: notBefore, notBefore };
  }

  if (repeatUncertain === 'never' || row.uncertainUntil !== null) {
    return { ...planDead(attempt, 'in_doubt'), uncertainUntil };
  }
  const planned = planRetry(attempt, afterMs, rules);
  // Both attempts could count as ratings, so the repetition waits until the first can no longer
  // arrive.
  const dueAt = planned.dueAt === null ? null : Math.max(planned.dueAt, uncertainUntil, endedAt);
  return { ...planned, dueAt, uncertainUntil };
}

function planRetry(attempt: FinishedAttempt, afterMs: number | undefined, rules: DeliveryRules): Settlement {
  const { row, endedAt, openUntil } = attempt;
  // An outage for all rows: this row waits for its end, without a backoff of its own.
  if (openUntil !== null) return planWaiting(attempt, openUntil, afterMs, rules);

  const { uncertainUntil } = row;
  const failingSince = row.failingSince ?? endedAt;
  if (isBlocked(attempt, failingSince, rules)) return planDead(attempt, 'blocked');
  if (endedAt - failingSince >= rules.timings.giveUpAfterMs) return planDead(attempt, 'gave_up');

  const notBefore = notBeforeOf(attempt, afterMs, rules);
  return {
    ...NOTHING_TO_SEND,
    dueAt: Math.max(notBefore ?? 0, endedAt + rowRetryDelay(row.attempts, rules)),
    attempts: row.attempts + 1,
    failingSince,
    notBefore,
    uncertainUntil,
  };
}

/** Whether only this message has been rejected, or got an HTML page from an intermediary, for `blockedMs`. */
function isBlocked(
  { outcome, otherDeliveredAt }: FinishedAttempt,
  failingSince: number,
  { timings }: DeliveryRules,
): boolean {
  const rejected = outcome.type === 'held' || ('misconfigured' in outcome && outcome.misconfigured === true);
  return rejected && otherDeliveredAt !== null && otherDeliveredAt - failingSince >= timings.blockedMs;
}

function planHeld(
  attempt: FinishedAttempt,
  { afterMs, misconfigured }: Extract<DeliveryOutcome, { type: 'held' }>,
  rules: DeliveryRules,
): Settlement {
  // The credentials are not to blame: they work for other messages, or the response is not the
  // upstream's own.
  if (misconfigured || attempt.otherDeliveredAt !== null) return planRetry(attempt, afterMs, rules);
  const { openUntil, endedAt } = attempt;
  // The 72 hours start again, because rejected credentials say nothing about this row.
  return { ...planPause(attempt, afterMs, rules), failingSince: openUntil === null ? endedAt : null };
}

/** Waits for the end of the outage, or for the operator. */
function planPause(attempt: FinishedAttempt, afterMs: number | undefined, rules: DeliveryRules): Settlement {
  const { row, endedAt, openUntil } = attempt;
  // `Retry-After` replaces the fixed pause, but not the backoff.
  const pauseMs = afterMs === undefined ? rules.timings.heldRetryMs : rowRetryDelay(row.attempts, rules);
  return planWaiting(attempt, openUntil ?? endedAt + pauseMs, afterMs, rules);
}

function planWaiting(
  attempt: FinishedAttempt,
  until: number,
  afterMs: number | undefined,
  rules: DeliveryRules,
): Settlement {
  const { row } = attempt;
  const notBefore = notBeforeOf(attempt, afterMs, rules);
  return {
    ...NOTHING_TO_SEND,
    dueAt: Math.max(notBefore ?? 0, until),
    attempts: row.attempts + 1,
    // An outage says nothing about this row, so its 72 hours start again.
    failingSince: null,
    notBefore,
    uncertainUntil: row.uncertainUntil,
  };
}

function planDead({ row }: FinishedAttempt, deadLetterCause: DeadLetterCause): Settlement {
  const { failingSince, uncertainUntil } = row;
  return { ...NOTHING_TO_SEND, attempts: row.attempts + 1, failingSince, deadLetterCause, uncertainUntil };
}

const NOTHING_TO_SEND: Settlement = {
  delivered: false,
  withdrawUnlessPromised: false,
  dueAt: null,
  attempts: 0,
  failingSince: null,
  deadLetterCause: null,
  notBefore: null,
  uncertainUntil: null,
};

/** The end of the wait that the upstream asks for: a lower bound, because a short one would make a loop. */
function notBeforeOf(
  { endedAt }: FinishedAttempt,
  afterMs: number | undefined,
  { timings }: DeliveryRules,
): number | null {
  return afterMs === undefined ? null : endedAt + Math.min(Math.ceil(afterMs), timings.longestRetryAfterMs);
}

/** Full jitter, as in the browser, so that rows which failed together are not retried together. */
function rowRetryDelay(attempts: number, { random, timings }: DeliveryRules): number {
  return Math.ceil(random() * Math.min(timings.longestRetryMs, timings.firstRetryMs * 2 ** attempts));
}
