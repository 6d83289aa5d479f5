import type { DeliveryOutcome } from '../adapters/feedback-adapter.ts';
import { TokenError, TokenUnavailableError } from '../adapters/token-errors.ts';
import { errorNameOf } from '../error-name.ts';
import type { FailureCause, ProxyEvent } from '../events/proxy-event.ts';
import type { FeedbackRow, Settlement } from '../stores/feedback-store.ts';
import { failureCause, isNotFound } from './circuit.ts';

/**
 * Emits the events of attempts: one per attempt, and one at the start and the end of an outage. An
 * error of the adapter or a token failure is emitted only if it differs from that of the previous
 * attempt. A message, or a user, that fails while others are delivered starts no outage.
 */
export function createReporter(emit: (event: ProxyEvent) => void): Reporter {
  let outage: ReportedOutage | null = null;
  let reportedError: string | null = null;

  function reportOutage(attempt: ReportedAttempt): void {
    const { adapter, outcome, findsNothing, othersDelivered, endedAt } = attempt;
    const cause = findsNothing ? 'nothing_found' : failureCause(outcome);
    if (cause === null) {
      // One more missing message is no sign of recovery, even within its grace period.
      if (isNotFound(outcome) && outage?.cause === 'nothing_found') return;
      if (outage !== null) {
        const { since, failedAttempts } = outage;
        emit({ type: 'upstream_recovered', adapter, failedForMs: endedAt - since, failedAttempts });
      }
      outage = null;
      return;
    }
    if (othersDelivered) return;
    const alreadyReported = outage?.cause === cause;
    outage = { cause, since: outage?.since ?? endedAt, failedAttempts: (outage?.failedAttempts ?? 0) + 1 };
    if (alreadyReported) return;
    const { upstreamStatus, upstreamTraceId } = attempt;
    const hint = hintOf(outcome);
    emit({ type: 'upstream_failing', adapter, cause, upstreamStatus, upstreamTraceId, hint });
  }

  function reportError({ adapter, row, adapterError, othersDelivered }: ReportedAttempt): void {
    if (othersDelivered) return;
    const { messageId } = row.message;
    const error = errorKey(adapterError);
    if (error !== null && error !== reportedError) emit(errorEvent(adapterError, { adapter, messageId }));
    reportedError = error;
  }

  return {
    report(attempt) {
      const { row, outcome, adapter, requestId, upstreamStatus, upstreamTraceId } = attempt;
      const { messageId } = row.message;
      reportError(attempt);
      reportOutage(attempt);
      if ('misconfigured' in outcome && outcome.misconfigured) {
        const eventFields = { adapter, requestId, upstreamStatus, upstreamTraceId, hint: hintOf(outcome) };
        emit({ type: 'upstream_misconfigured', ...eventFields, messageId, attempts: row.attempts + 1 });
      }
      emit(attemptEvent(attempt));
    },
  };
}

export interface Reporter {
  report(attempt: ReportedAttempt): void;
}

export interface ReportedAttempt {
  readonly adapter: string;
  readonly requestId: string | null;
  readonly upstreamStatus: number | null;
  readonly upstreamTraceId: string | null;
  readonly row: FeedbackRow;
  readonly outcome: DeliveryOutcome;
  readonly settlement: Settlement;
  /** Whether the store has withdrawn the refused submission. The rest of the settlement is void. */
  readonly withdrawn: boolean;
  readonly endedAt: number;
  /** Whether the upstream finds no message at all. */
  readonly findsNothing: boolean;
  /** As in `OtherDeliveries`. */
  readonly othersDelivered: boolean;
  /** Whether another unknown message of its user raised an alert within the last day. */
  readonly repeated: boolean;
  /** What the adapter, or a function of the host, threw; `undefined` if nothing was thrown. */
  readonly adapterError: unknown;
}

interface ReportedOutage {
  readonly cause: FailureCause;
  readonly since: number;
  readonly failedAttempts: number;
}

function hintOf(outcome: DeliveryOutcome): string | null {
  return ('hint' in outcome && outcome.hint) || null;
}

/** A key that is equal for equal failures: it has no words or ids that differ with each request. */
function errorKey(error: unknown): string | null {
  if (error === undefined) return null;
  return error instanceof TokenError ? error.message : errorNameOf(error);
}

function errorEvent(
  error: unknown,
  fields: { readonly adapter: string; readonly messageId: string },
): ProxyEvent {
  if (!(error instanceof TokenError)) {
    return { type: 'adapter_failed', ...fields, errorName: errorNameOf(error) };
  }
  const { message: detail, endpointMessage, traceId } = error;
  const transient = error instanceof TokenUnavailableError;
  return { type: 'token_failed', ...fields, transient, detail, endpointMessage, traceId };
}

function attemptEvent(reported: ReportedAttempt): ProxyEvent {
  const { adapter, requestId, upstreamStatus, upstreamTraceId } = reported;
  const { row, outcome, settlement, withdrawn, endedAt, repeated } = reported;
  const { messageId } = row.message;
  const attempts = row.attempts + 1;
  const attempt = { adapter, requestId, upstreamStatus, upstreamTraceId, messageId, attempts };
  if (outcome.type === 'refused' && withdrawn) return { type: 'refused', ...attempt, code: outcome.code };
  if (settlement.deadLetterCause !== null) {
    const cause = settlement.deadLetterCause;
    return { type: 'dead_lettered', ...attempt, cause, ...(repeated && { repeated }) };
  }
  const retryInMs = Math.max(0, (settlement.dueAt ?? endedAt) - endedAt);
  switch (outcome.type) {
    case 'delivered':
      return { type: 'delivered', ...attempt };
    case 'refused':
      return settlement.dueAt === null
        ? { type: 'refused', ...attempt, code: outcome.code }
        : { type: 'postponed', ...attempt, uncertain: false, retryInMs };
    case 'retry':
    case 'uncertain':
      return { type: 'postponed', ...attempt, uncertain: outcome.type === 'uncertain', retryInMs };
    case 'held':
      return { type: 'held', ...attempt, retryInMs };
    default:
      return outcome satisfies never;
  }
}
