import type { DeliveryOutcome } from '../adapters/delivery-outcome.ts';
import type { FailingBecause } from '../proxy-event.ts';

/** Why the upstream does not do its work; `null` when it does: it also does when it refuses. */
export function failingBecause(outcome: DeliveryOutcome): FailingBecause | null {
  switch (outcome.type) {
    case 'delivered':
    case 'refused':
      return null;
    case 'held':
      return 'credentials';
    case 'retry':
      if (outcome.everyone) return 'rate_limited';
      return outcome.misconfigured ? 'misconfigured' : 'unavailable';
    case 'uncertain':
      return outcome.misconfigured ? 'misconfigured' : 'unavailable';
    default:
      return outcome satisfies never;
  }
}
