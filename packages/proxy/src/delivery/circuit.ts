import type { DeliveryOutcome } from '../adapters/delivery-outcome.ts';
import { PROXY_LIMITS } from '../limits.ts';
import type { FailingBecause, ProxyEvent } from '../proxy-event.ts';
import type { Timings } from '../timings.ts';
import { failingBecause } from './failure-reason.ts';

/**
 * Knows when asking the upstream makes no sense. It opens when so many different messages have failed one after the other, or at once
 * for a fault that is everybody's; then one attempt at a time shows whether the upstream works again, and the first that it answers
 * closes the circuit. One message that always fails cannot open it, however often it is tried.
 */
export function createCircuit({ adapter, emit, now, random, timings }: CircuitOptions): Circuit {
  const failing = new Set<string>();
  let outage: Outage | null = null;

  /** The wait doubles with each probe, half of it by chance, so that many nodes do not probe together. */
  function probeDelay(probes: number): number {
    const wait = Math.min(timings.longestProbeMs, timings.firstProbeMs * 2 ** probes);
    return Math.ceil((wait * (1 + random())) / 2);
  }

  function waitAfter(outcome: DeliveryOutcome, probes: number): number {
    if (!concernsEveryone(outcome)) return probeDelay(probes);
    if (outcome.afterMs !== undefined) return Math.min(outcome.afterMs, timings.longestRetryAfterMs);
    return outcome.type === 'held' ? timings.heldRetryMs : probeDelay(probes);
  }

  function fail(because: FailingBecause, { key, outcome, probe }: CircuitAttempt): void {
    if (outage === null) {
      failing.add(key);
      if (failing.size < PROXY_LIMITS.failingMessages && !concernsEveryone(outcome)) return;
      const retryInMs = waitAfter(outcome, 0);
      outage = { since: now(), until: now() + retryInMs, probes: 0, halfOpen: false };
      emit({ type: 'circuit_opened', adapter, because, retryInMs });
    } else if (probe || concernsEveryone(outcome)) {
      const probes = outage.probes + (probe ? 1 : 0);
      const until = Math.max(outage.until, now() + waitAfter(outcome, probes));
      outage = { ...outage, until, probes, halfOpen: false };
    }
  }

  return {
    openUntil: () => outage?.until ?? null,

    halfOpen() {
      if (outage === null || outage.halfOpen) return;
      outage.halfOpen = true;
      emit({ type: 'circuit_half_opened', adapter });
    },

    record(attempt) {
      const because = failingBecause(attempt.outcome);
      if (because !== null) fail(because, attempt);
      else if (attempt.responded) {
        failing.clear();
        if (outage !== null) emit({ type: 'circuit_closed', adapter, openForMs: now() - outage.since });
        outage = null;
      }
    },
  };
}

export interface CircuitOptions {
  readonly adapter: string;
  readonly emit: (event: ProxyEvent) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly timings: Timings;
}

export interface Circuit {
  /** When the next probe may be sent; `null` while the circuit is closed and everything may. */
  openUntil(): number | null;
  /** The pause is over and the next attempt is a probe. */
  halfOpen(): void;
  record(attempt: CircuitAttempt): void;
}

export interface CircuitAttempt {
  /** What failures are told apart by: one message, or one user, fails once however often it does. */
  readonly key: string;
  readonly outcome: DeliveryOutcome;
  /** Whether the upstream has answered. Without, an outcome that is none of its faults says nothing about it. */
  readonly responded: boolean;
  readonly probe: boolean;
}

interface Outage {
  readonly since: number;
  readonly until: number;
  /** How many have failed. */
  readonly probes: number;
  halfOpen: boolean;
}

function concernsEveryone(outcome: DeliveryOutcome): outcome is DeliveryOutcome & { afterMs?: number } {
  return 'everyone' in outcome && outcome.everyone === true;
}
