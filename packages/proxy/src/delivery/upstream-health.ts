import type { DeliveryOutcome, FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { PROXY_LIMITS } from '../timings.ts';
import { type Circuit, type CircuitOptions, createCircuit, rowId } from './circuit.ts';

/** Judges the upstream by all attempts of this process. */
export function createUpstreamHealth({ adapter, ...options }: UpstreamHealthOptions): UpstreamHealth {
  const { now, timings } = options;
  const circuit = createCircuit({ ...options, adapter: adapter.name });
  const missing = createMissingWatch({ now, graceMs: timings.notFoundGraceMs });

  return {
    circuit,
    judge({ row, outcome, responded, probe, awaited }) {
      // A user's own token fails for all of that user's messages, and says nothing about other
      // users.
      const personal = outcome.type === 'held' && adapter.getToken !== undefined;
      circuit.record({ key: personal ? row.userId : rowId(row), outcome, responded, probe });

      const lost = outcome.type === 'refused' && outcome.code === 'message_not_found' && !awaited;
      if (lost) missing.missed(rowId(row));
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
  /** Records an attempt and judges it in light of the others. */
  judge(attempt: JudgedAttempt): Judgement;
}

export interface JudgedAttempt {
  readonly row: FeedbackRow;
  readonly outcome: DeliveryOutcome;
  readonly responded: boolean;
  readonly probe: boolean;
  /** Whether the user still waits, so that no response has promised the delivery. */
  readonly awaited: boolean;
}

export interface Judgement {
  /** When the next attempt may be sent for any row; `null` while the circuit is closed. */
  readonly openUntil: number | null;
  /** Whether the upstream finds neither this message nor any other. */
  readonly findsNothing: boolean;
}

/**
 * Distinguishes an upstream without any message from one that lacks a single message. Moveworks
 * responds with 404 to everything until the API is enabled for the tenant, and every upstream does
 * so for another app's key. Then the operator must act, and all feedback is kept.
 */
function createMissingWatch({ now, graceMs }: MissingWatchOptions): MissingWatch {
  const missing = new Set<string>();
  let since: number | null = null;
  return {
    missed(key) {
      since ??= now();
      if (missing.size < PROXY_LIMITS.missingMessages) missing.add(key);
    },
    found() {
      since = null;
      missing.clear();
    },
    findsNothing: () =>
      missing.size >= PROXY_LIMITS.missingMessages && since !== null && now() - since >= graceMs,
  };
}

interface MissingWatch {
  /** Records that a message was not found, and that no user waits for it. */
  missed(key: string): void;
  found(): void;
  /** Whether five different messages were not found in a row, over at least `graceMs`. */
  findsNothing(): boolean;
}

interface MissingWatchOptions {
  readonly now: () => number;
  /** How long a new message may be invisible. */
  readonly graceMs: number;
}
