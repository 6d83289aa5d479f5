import { LIMITS } from '../feedback/limits.ts';
import type { ClientState } from '../state/client-state.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { formatStamp, nextStamp, parseStamp } from '../wire/stamp.ts';
import { replacedByPress } from './press-order.ts';
import { isPossibleTime, NEGLIGIBLE_MS, observeStamp } from './stamp-clock.ts';

/**
 * Follows the proxy's clock, whose time every response carries. The device's clock may be wrong by
 * any amount, and may be changed at any moment.
 */
export function createProxyClock(
  state: Pick<ClientState, 'clock' | 'journal' | 'stampPress'>,
  { onCorrected, onResponse }: ProxyClockListeners,
): ProxyClock {
  const { clock, journal } = state;
  const key = journal.prefix + CLOCK;
  /** Whether storage has what this tab wrote last. */
  let isShared = true;
  let best: OffsetSample | null = null;
  let hasResponse = false;
  let isClosed = false;

  /**
   * The tabs of a browser share one offset, and each tab's next stamp is larger than the last of any
   * tab.
   */
  function readShared(): void {
    const saved = isShared ? journal.withStorage((storage) => storage.getItem(key)) : null;
    const [offset = '', errorMs = '', last = '', heard = ''] = saved?.split(' ') ?? [];
    const lastMs = parseStamp(last)?.ms;
    const sample = { offset: Number(offset), errorMs: Number(errorMs) };
    if (lastMs === undefined || !Number.isFinite(sample.offset + sample.errorMs + Number(heard))) return;
    clock.heard = Number(heard);
    use(sample);
    if (isPossibleTime(clock, lastMs)) observeStamp(clock, last);
  }

  function writeShared(): void {
    if (best === null) return;
    const value = `${best.offset} ${best.errorMs} ${formatStamp(clock.last)} ${clock.heard}`;
    isShared =
      journal.withStorage((storage) => {
        storage.setItem(key, value);
        return true;
      }) === true;
  }

  function use(sample: OffsetSample): void {
    const isFirst = best === null;
    const before = clock.offset;
    best = sample;
    clock.offset = sample.offset;
    if (!isFirst && clock.offset === before) return;
    // A response cannot show a clock error that is smaller than its own margin of error.
    onCorrected(isFirst ? Math.max(NEGLIGIBLE_MS, sample.errorMs) : LARGEST_ERROR_MS);
  }

  /** The shortest round trip wins, unless a later one shows that the device's clock was changed. */
  function adopt(sample: OffsetSample, serverTime: number): void {
    readShared();
    clock.heard = serverTime;
    if (best === null || best.errorMs > sample.errorMs || !agree(best, sample)) use(sample);
    writeShared();
  }

  readShared();
  state.stampPress = (entry, feedback) => {
    readShared();
    // Once the offset is known, the stamps of this page are right: the new one goes above the last of them.
    const after = best === null ? entry.atProxy : formatStamp(clock.last);
    const replaced = replacedByPress(entry.register.submission);
    const stamp = nextStamp(clock);
    writeShared();
    return { feedback, stamp, pressedAt: clock.now(), after, replaced };
  };

  function readTime(carrier: Timed, startedAt: number): void {
    if (isClosed) return;
    const serverTime = carrier?.serverTime;
    // A submit function of the host's own may return anything.
    if (serverTime !== undefined && Number.isFinite(serverTime)) {
      // Rounded up, so that a right clock is never corrected.
      const errorMs = Math.ceil((clock.now() - startedAt) / 2);
      // The page slept, the response comes after its time limit, or the device's clock was changed.
      if (errorMs < 0 || errorMs > LIMITS.submitTimeoutMs / 2) return;
      // The proxy read its clock in between, so the middle is wrong by half of the round trip at most.
      adopt({ offset: serverTime - startedAt - errorMs, errorMs }, serverTime);
    }
    hasResponse = true;
    onResponse();
  }

  return {
    get hasResponse() {
      return hasResponse;
    },
    get negligibleMs() {
      return Math.max(NEGLIGIBLE_MS, best?.errorMs ?? 0);
    },
    readShared,
    writeShared,
    close() {
      isClosed = true;
    },
    async watch(call) {
      const startedAt = clock.now();
      try {
        const result = await call();
        readTime(result, startedAt);
        return result;
      } catch (cause) {
        if (cause instanceof FeedbackError && cause.serverTime !== undefined) readTime(cause, startedAt);
        throw cause;
      }
    },
  };
}

export interface ProxyClock {
  /**
   * Whether a response to this page has carried the proxy's time, or has shown that the host's
   * functions carry none.
   */
  readonly hasResponse: boolean;
  /** Only stamps that differ from the proxy's time by more than this are corrected. */
  readonly negligibleMs: number;
  /** Takes over what other tabs have learned. */
  readShared(): void;
  /** Writes the clock for other tabs and the next page. */
  writeShared(): void;
  /** Ignores the time of later responses, because the journal belongs to other pages now. */
  close(): void;
  /** Calls a host's function and takes the proxy's time from its result or its error. */
  watch<Result extends Timed>(call: () => Promise<Result>): Promise<Result>;
}

interface ProxyClockListeners {
  /** The clock's offset has changed, and stamps that differ by more than this are wrong. */
  readonly onCorrected: (negligibleMs: number) => void;
  /** A response has arrived, with the proxy's time or without. */
  readonly onResponse: () => void;
}

// biome-ignore lint/suspicious/noConfusingVoidType: the result of a submit function may be nothing.
type Timed = { readonly serverTime?: number | undefined } | void;

interface OffsetSample {
  readonly offset: number;
  /** The offset may be wrong by this. */
  readonly errorMs: number;
}

/** The suffix of the key that holds the clock's offset. It is not a record of the journal. */
const CLOCK = 'clock';
/** Two measured offsets differ by this at most unless the device's clock was changed. */
const LARGEST_ERROR_MS = LIMITS.submitTimeoutMs;

function agree(a: OffsetSample, b: OffsetSample): boolean {
  return Math.abs(a.offset - b.offset) <= a.errorMs + b.errorMs;
}

/** A time on the machine's clock, earlier than every submission of the user on this page. */
export function timeBeforePresses({ clock, entries }: ClientState): number {
  const pressed = [...entries.values()].map(({ register }) => register.submission?.pressedAt ?? clock.now());
  return Math.min(clock.now(), ...pressed) - 1;
}
