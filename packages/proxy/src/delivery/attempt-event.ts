import type { DeliveryOutcome } from '../adapters/delivery-outcome.ts';
import type { ProxyEvent } from '../proxy-event.ts';
import type { FeedbackRow, Settlement } from '../stores/feedback-store.ts';

/** What the operator is told about an attempt and what came of it. */
export function attemptEvent(reported: ReportedAttempt): ProxyEvent {
  const { row, outcome, settlement, endedAt, errorName: _, findsNothing: __, ...eventFields } = reported;
  const attempt = { ...eventFields, messageId: row.message.messageId, attempts: row.attempts + 1 };
  if (settlement.deadBecause !== null) {
    return { type: 'dead_lettered', ...attempt, because: settlement.deadBecause };
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

export interface ReportedAttempt {
  readonly adapter: string;
  readonly requestId: string | null;
  readonly upstreamStatus: number | null;
  readonly upstreamTraceId: string | null;
  readonly row: FeedbackRow;
  readonly outcome: DeliveryOutcome;
  readonly settlement: Settlement;
  readonly endedAt: number;
  /** Whether the upstream lacks this message as it lacks all others. */
  readonly findsNothing: boolean;
  /** The class of what the adapter, or a function of the host's, threw. */
  readonly errorName: string | null;
}
