import type { DeliveryOutcome } from '../adapters/delivery-outcome.ts';
import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { type Circuit, type CircuitOptions, createCircuit } from './circuit.ts';
import { createMissingWatch } from './missing-messages.ts';
import { rowKey } from './row-key.ts';

/** What the attempts of this process, taken together, say about the upstream. */
export function createUpstreamHealth({ adapter, ...options }: UpstreamHealthOptions): UpstreamHealth {
  const { now, timings } = options;
  const circuit = createCircuit({ ...options, adapter: adapter.name });
  const missing = createMissingWatch({ now, graceMs: timings.notFoundGraceMs });

  return {
    circuit,
    judge({ row, outcome, responded, probe, awaited }) {
      // Somebody's own credentials fail with each of their messages, and say nothing about anybody else's.
      const personal = outcome.type === 'held' && adapter.getToken !== undefined;
      circuit.record({ key: personal ? row.userId : rowKey(row), outcome, responded, probe });

      const lost = outcome.type === 'refused' && outcome.code === 'message_not_found' && !awaited;
      if (lost) missing.missed(rowKey(row));
      if (outcome.type === 'delivered') missing.found();
      return { openUntil: circuit.openUntil(), findsNothing: lost && missing.findsNothing() };
    },
  };
}

export interface UpstreamHealthOptions extends Omit<CircuitOptions, 'adapter'> {
  readonly adapter: FeedbackAdapter;
}

export interface UpstreamHealth {
  readonly circuit: Circuit;
  /** Takes an attempt into account, and says what that one means in the light of the others. */
  judge(attempt: JudgedAttempt): Judgement;
}

export interface JudgedAttempt {
  readonly row: FeedbackRow;
  readonly outcome: DeliveryOutcome;
  readonly responded: boolean;
  readonly probe: boolean;
  /** Whether the user still waits and has been promised nothing. */
  readonly awaited: boolean;
}

export interface Judgement {
  /** When the next attempt may be made for anybody; `null` while the circuit is closed. */
  readonly openUntil: number | null;
  /** Whether the upstream still lacks this message, as it lacks all others. */
  readonly findsNothing: boolean;
}
