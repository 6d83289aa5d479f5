import type { DeliveryOutcome } from '../adapters/feedback-adapter.ts';
import type { OutageCause, ProxyEvent } from '../events/proxy-event.ts';
import { keepNewest } from '../keep-newest.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { PROXY_LIMITS, type Timings } from '../timings.ts';

/**
 * A circuit breaker for the upstream. It opens when five different messages have failed in a row,
 * or at once for a failure that affects all users. While it is open, one attempt at a time probes
 * the upstream. The first attempt that the upstream accepts or refuses closes it. A message counts
 * once, however often it fails. One user alone can open it only with failures that are never
 * specific to a user, such as refused connections.
 */
export function createCircuit({ adapter, emit, now, random, timings }: CircuitOptions): Circuit {
  /** The user that each failure may be about; `null` if it cannot be about one. */
  const failing = new Map<string, string | null>();
  let outage: CircuitOutage | null = null;

  /** Doubles with each probe. Half of it is random, so that many nodes do not probe together. */
  function probeDelay(probes: number): number {
    const wait = Math.min(timings.longestProbeMs, timings.firstProbeMs * 2 ** probes);
    return Math.ceil((wait * (1 + random())) / 2);
  }

  function waitAfter(outcome: DeliveryOutcome, probes: number): number {
    if (!affectsWholeAccount(outcome)) return probeDelay(probes);
    if (outcome.afterMs !== undefined) {
      const waitMs = Math.min(Math.ceil(outcome.afterMs), timings.longestRetryAfterMs);
      // A short wait would make a loop of probes.
      return Math.max(waitMs, probeDelay(probes));
    }
    // Only the operator can end these two failures.
    return outcome.type === 'held' || isMisconfigured(outcome) ? timings.heldRetryMs : probeDelay(probes);
  }

  /** Whether enough messages have failed, and not only those of one user. */
  function affectsEveryone(): boolean {
    const users = new Set(failing.values());
    return (
      failing.size >= PROXY_LIMITS.failingMessages &&
      (users.has(null) || users.size >= PROXY_LIMITS.failingUsers)
    );
  }

  function fail(cause: OutageCause, { key, userId, outcome, probe }: CircuitAttempt): void {
    if (outage === null) {
      failing.set(key, userId);
      if (!affectsEveryone() && !affectsWholeAccount(outcome)) {
        // If there are more, all are one user's: the circuit opens for two users.
        keepNewest(failing, PROXY_LIMITS.failingMessages);
        return;
      }
      const retryInMs = waitAfter(outcome, 0);
      outage = { since: now(), until: now() + retryInMs, probes: 0, halfOpen: false };
      emit({ type: 'circuit_opened', adapter, cause, retryInMs });
    } else if (probe || affectsWholeAccount(outcome)) {
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
      const cause = failureCause(attempt.outcome);
      if (cause !== null) fail(cause, attempt);
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
  /** When the next probe may be sent; `null` while the circuit is closed. */
  openUntil(): number | null;
  /** Makes the next attempt a probe, because the wait is over. */
  halfOpen(): void;
  record(attempt: CircuitAttempt): void;
}

export interface CircuitAttempt {
  /** A message, or a user. However often it fails, it counts as one failure. */
  readonly key: string;
  /** The user that a failure may be about; `null` if it cannot be about one. */
  readonly userId: string | null;
  readonly outcome: DeliveryOutcome;
  /**
   * Whether the upstream responded. A success or refusal that the adapter decided without a request
   * says nothing about the upstream.
   */
  readonly responded: boolean;
  readonly probe: boolean;
}

/** Identifies a row in this process: its delivery, and its failures. */
export function rowId({ userId, message }: FeedbackRow): string {
  return JSON.stringify([userId, message.messageId]);
}

interface CircuitOutage {
  readonly since: number;
  readonly until: number;
  /** The number of failed probes. */
  readonly probes: number;
  halfOpen: boolean;
}

export function affectsWholeAccount(
  outcome: DeliveryOutcome,
): outcome is DeliveryOutcome & { afterMs?: number } {
  return 'accountWide' in outcome && outcome.accountWide === true;
}

function isMisconfigured(outcome: DeliveryOutcome): boolean {
  return 'misconfigured' in outcome && outcome.misconfigured === true;
}

/** Whether the upstream knows no such message of this user. */
export function isNotFound(outcome: DeliveryOutcome): boolean {
  return outcome.type === 'refused' && outcome.code === 'message_not_found';
}

/** Why the upstream does not work; `null` if it does. A refusal means that it works. */
export function failureCause(outcome: DeliveryOutcome): OutageCause | null {
  switch (outcome.type) {
    case 'delivered':
    case 'refused':
      return null;
    case 'held':
      return outcome.misconfigured ? 'misconfigured' : 'credentials';
    case 'retry':
      if (outcome.misconfigured) return 'misconfigured';
      return outcome.accountWide ? 'rate_limited' : 'unavailable';
    case 'uncertain':
      return outcome.misconfigured ? 'misconfigured' : 'unavailable';
    default:
      return outcome satisfies never;
  }
}
