import type { DeliveryOutcome, RefusalCode } from '../adapters/delivery-outcome.ts';
import type { RepeatInDoubt } from '../adapters/feedback-adapter.ts';
import type { DeadBecause, FeedbackRow, Settlement } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';

/** Decides what an attempt's outcome means for its row. Pure, so that the rules of delivery can be read and tested alone. */
export function planSettlement(attempt: EndedAttempt, rules: DeliveryRules): Settlement {
  const { outcome } = attempt;
  switch (outcome.type) {
    case 'delivered':
      return planDelivered(attempt, rules);
    case 'refused':
      return planRefused(attempt, outcome.code, rules);
    case 'retry':
      return planRetry(attempt, outcome.afterMs, rules);
    case 'uncertain':
      return planUncertain(attempt, outcome.afterMs, rules);
    case 'held':
      return planHeld(attempt, outcome.afterMs, rules);
    default:
      return outcome satisfies never;
  }
}

export interface EndedAttempt {
  readonly row: FeedbackRow;
  readonly outcome: DeliveryOutcome;
  readonly sentAt: number;
  readonly endedAt: number;
  /** Whether the user still waits and has been promised nothing. */
  readonly awaited: boolean;
  /** When the next attempt may be made for anybody; `null` while the circuit is closed. */
  readonly openUntil: number | null;
  /** Whether the upstream finds no message at all. */
  readonly findsNothing: boolean;
}

export interface DeliveryRules {
  readonly timings: Timings;
  readonly random: () => number;
  readonly repeatInDoubt: RepeatInDoubt;
  /** Whether what the upstream has can be replaced or taken back, so that an older submission may arrive after a newer one. */
  readonly replaceable: boolean;
}

/** Whether an attempt may be made although an earlier one may have arrived. */
export function mayAttempt({ doubtUntil }: FeedbackRow, repeatInDoubt: RepeatInDoubt): boolean {
  return doubtUntil === null || repeatInDoubt !== 'never';
}

/** What becomes of a row that may have arrived and is not to be sent again. */
export function planInDoubt({ attempts, failingSince, doubtUntil }: FeedbackRow): Settlement {
  return { ...REST, attempts, failingSince, deadBecause: 'in_doubt', doubtUntil };
}

function planDelivered({ row, sentAt }: EndedAttempt, { replaceable }: DeliveryRules): Settlement {
  // Otherwise only one submission was ever sent, and it is this one.
  if (!replaceable) return { ...REST, delivered: true };
  const doubtUntil = row.doubtUntil !== null && row.doubtUntil > sentAt ? row.doubtUntil : null;
  // An older attempt may still reach the upstream and overwrite this one, so it is said again when that one must be dead.
  return { ...REST, delivered: true, dueAt: doubtUntil, doubtUntil };
}

function planRefused(attempt: EndedAttempt, code: RefusalCode, rules: DeliveryRules): Settlement {
  const { row, awaited } = attempt;
  // It was delivered before and is only said again: a message that is gone by now needs no repeating.
  if (row.delivered?.stamp === row.submission.stamp) return { ...REST, doubtUntil: row.doubtUntil };
  // Another process may have promised it meanwhile; then the store does not withdraw it, and the rest applies.
  return { ...planPromised(attempt, code, rules), withdrawn: awaited };
}

/** What becomes of a submission that is refused after it was promised. */
function planPromised(attempt: EndedAttempt, code: RefusalCode, rules: DeliveryRules): Settlement {
  const { row, endedAt } = attempt;
  const failingFor = endedAt - (row.failingSince ?? endedAt);
  if (code === 'message_not_found' && failingFor < rules.timings.notFoundGraceMs) {
    return planRetry(attempt, undefined, rules);
  }
  if (code === 'message_not_found' && attempt.findsNothing) {
    // Its ten minutes stay over: once the upstream finds others, this one is missing.
    return { ...planHeld(attempt, undefined, rules), failingSince: row.failingSince };
  }
  return planDead(attempt, code);
}

function planUncertain(attempt: EndedAttempt, afterMs: number | undefined, rules: DeliveryRules): Settlement {
  const { row, sentAt, endedAt } = attempt;
  const { repeatInDoubt, timings } = rules;
  const doubtUntil = sentAt + timings.doubtMs;
  if (repeatInDoubt === 'always') return { ...planRetry(attempt, afterMs, rules), doubtUntil };

  if (repeatInDoubt === 'never' || row.doubtUntil !== null) {
    return { ...planDead(attempt, 'in_doubt'), doubtUntil };
  }
  const planned = planRetry(attempt, afterMs, rules);
  // An attempt that is still under way could make two of one, so the only other one waits until it must be dead.
  const dueAt = planned.dueAt === null ? null : Math.max(planned.dueAt, doubtUntil, endedAt);
  return { ...planned, dueAt, doubtUntil };
}

function planRetry(attempt: EndedAttempt, afterMs: number | undefined, rules: DeliveryRules): Settlement {
  const { row, endedAt, openUntil } = attempt;
  // Not this row's failure but that of all, so it waits as long as they do and no longer.
  if (openUntil !== null) return planWaiting(attempt, openUntil, afterMs, rules);

  const { doubtUntil } = row;
  const failingSince = row.failingSince ?? endedAt;
  if (endedAt - failingSince >= rules.timings.giveUpAfterMs) return planDead(attempt, 'gave_up');

  const notBefore = notBeforeOf(attempt, afterMs, rules);
  return {
    ...REST,
    dueAt: notBefore ?? endedAt + rowRetryDelay(row.attempts, rules),
    attempts: row.attempts + 1,
    failingSince,
    notBefore,
    doubtUntil,
  };
}

function planHeld(attempt: EndedAttempt, afterMs: number | undefined, rules: DeliveryRules): Settlement {
  return planWaiting(
    attempt,
    attempt.openUntil ?? attempt.endedAt + rules.timings.heldRetryMs,
    afterMs,
    rules,
  );
}

function planWaiting(
  attempt: EndedAttempt,
  until: number,
  afterMs: number | undefined,
  rules: DeliveryRules,
): Settlement {
  const { row } = attempt;
  const notBefore = notBeforeOf(attempt, afterMs, rules);
  return {
    ...REST,
    dueAt: notBefore ?? until,
    attempts: row.attempts + 1,
    // A rejected key or an outage says nothing about the feedback, so its 72 hours start anew.
    failingSince: null,
    notBefore,
    doubtUntil: row.doubtUntil,
  };
}

function planDead({ row }: EndedAttempt, deadBecause: DeadBecause): Settlement {
  const { failingSince, doubtUntil } = row;
  return { ...REST, attempts: row.attempts + 1, failingSince, deadBecause, doubtUntil };
}

const REST: Settlement = {
  delivered: false,
  withdrawn: false,
  dueAt: null,
  attempts: 0,
  failingSince: null,
  deadBecause: null,
  notBefore: null,
  doubtUntil: null,
};

function notBeforeOf(
  { endedAt }: EndedAttempt,
  afterMs: number | undefined,
  { timings }: DeliveryRules,
): number | null {
  return afterMs === undefined ? null : endedAt + Math.min(Math.ceil(afterMs), timings.longestRetryAfterMs);
}

/** Full jitter, as in the browser: rows that failed together do not come back together. */
function rowRetryDelay(attempts: number, { random, timings }: DeliveryRules): number {
  return Math.ceil(random() * Math.min(timings.longestRetryMs, timings.firstRetryMs * 2 ** attempts));
}
