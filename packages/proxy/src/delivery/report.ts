import type { FailingBecause, ProxyEvent } from '../proxy-event.ts';
import { attemptEvent, type ReportedAttempt } from './attempt-event.ts';
import { failingBecause } from './failure-reason.ts';

/**
 * Tells the operator about attempts: each of them for who wants to know, and an outage once for who has to. What the adapter throws
 * is told once until it throws something else, or nothing.
 */
export function createReporter(emit: (event: ProxyEvent) => void): Reporter {
  let outage: Outage | null = null;
  let reportedErrorName: string | null = null;

  function watch({ adapter, outcome, findsNothing, ...upstreamFields }: ReportedAttempt): void {
    const { upstreamStatus, upstreamTraceId, endedAt } = upstreamFields;
    const because = findsNothing ? 'nothing_found' : failingBecause(outcome);
    if (because === null) {
      // Others that are not found are no sign of recovery, even if it is too early to say so of them.
      const lost = outcome.type === 'refused' && outcome.code === 'message_not_found';
      if (lost && outage?.because === 'nothing_found') return;
      if (outage !== null) {
        const { since, failedAttempts } = outage;
        emit({ type: 'upstream_recovered', adapter, failedForMs: endedAt - since, failedAttempts });
      }
      outage = null;
      return;
    }
    const alreadyReported = outage?.because === because;
    outage = { because, since: outage?.since ?? endedAt, failedAttempts: (outage?.failedAttempts ?? 0) + 1 };
    if (!alreadyReported)
      emit({ type: 'upstream_failing', adapter, because, upstreamStatus, upstreamTraceId });
  }

  return {
    report(attempt) {
      const { row, outcome, adapter, requestId, upstreamStatus, upstreamTraceId, errorName } = attempt;
      if (errorName !== null && errorName !== reportedErrorName) {
        emit({ type: 'adapter_failed', adapter, messageId: row.message.messageId, errorName });
      }
      reportedErrorName = errorName;
      watch(attempt);
      if ('misconfigured' in outcome && outcome.misconfigured) {
        const eventFields = { adapter, requestId, upstreamStatus, upstreamTraceId };
        const { messageId } = row.message;
        emit({ type: 'upstream_misconfigured', ...eventFields, messageId, attempts: row.attempts + 1 });
      }
      emit(attemptEvent(attempt));
    },
  };
}

export interface Reporter {
  report(attempt: ReportedAttempt): void;
}

interface Outage {
  readonly because: FailingBecause;
  readonly since: number;
  readonly failedAttempts: number;
}
