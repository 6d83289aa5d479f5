import type { DeliveryState, FeedbackEntry } from '../state/entry.ts';
import { isUnsent } from '../state/register.ts';
import { parseStamp, proxyTime, type StampClock } from '../wire/stamp.ts';
import type { EngineSettings } from './engine-options.ts';
import { LATE_TIMINGS } from './timings.ts';

/** Follows how long a message has had unsent feedback. */
export function createDeliveryProgress(
  entry: FeedbackEntry,
  schedule: { readonly failures: number; readonly needsSignIn: boolean; readonly needsReference: boolean },
  { now, setTimer, page, clock }: ProgressOptions,
  onChange: () => void,
): DeliveryProgress {
  let state: DeliveryState = 'settled';
  let unsentSince: number | null = null;
  let cancelTimer: (() => void) | null = null;
  let closed = false;

  function refresh(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (closed) return;
    // A message without an id is never late, because nothing went wrong.
    const isPending = !entry.message.messageId;
    if (!isUnsent(entry.register) || isPending) unsentSince = null;
    // The device's clock may be set back meanwhile.
    else unsentSince = Math.min(unsentSince ?? now(), now());

    state = stateNow();
    if (unsentSince !== null && (state === 'sending' || state === 'slow')) {
      const nextMs = state === 'sending' ? LATE_TIMINGS.slowAfterMs : LATE_TIMINGS.delayedAfterMs;
      cancelTimer = setTimer(update, Math.max(0, nextMs - unsentMs(unsentSince)));
    }
  }

  function update(): void {
    const before = state;
    refresh();
    if (state !== before) onChange();
  }

  function stateNow(): DeliveryState {
    if (unsentSince === null) return isUnsent(entry.register) ? 'sending' : 'settled';
    if (schedule.needsSignIn) return 'held';
    if (schedule.needsReference || page.isOffline?.()) return 'delayed';
    const ms = unsentMs(unsentSince);
    if (schedule.failures >= LATE_TIMINGS.delayedAfterAttempts || ms >= LATE_TIMINGS.delayedAfterMs)
      return 'delayed';
    return ms >= LATE_TIMINGS.slowAfterMs ? 'slow' : 'sending';
  }

  /** Time on earlier pages counts too, but only once an attempt on this one has failed or is slow. */
  function unsentMs(since: number): number {
    const here = now() - since;
    const submittedAt = parseStamp(entry.register.submission?.stamp ?? '')?.ms;
    if (submittedAt === undefined || (schedule.failures === 0 && here < LATE_TIMINGS.slowAfterMs))
      return here;
    return Math.max(here, proxyTime(clock) - submittedAt);
  }

  return {
    get state() {
      return state;
    },
    refresh,
    update,
    close() {
      closed = true;
      cancelTimer?.();
    },
  };
}

type ProgressOptions = Pick<EngineSettings, 'now' | 'setTimer' | 'page'> & { readonly clock: StampClock };

export interface DeliveryProgress {
  readonly state: DeliveryState;
  /** Updates the state, without a call of `onChange`. */
  refresh(): void;
  /** Updates the state and reports a change. */
  update(): void;
  close(): void;
}
