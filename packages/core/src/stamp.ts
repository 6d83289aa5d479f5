import { LIMITS } from './limits.ts';

/** A stamp taken apart. */
export interface Stamp {
  /** Milliseconds since 1970, on the clock that the proxy goes by. */
  readonly ms: number;
  /** Tells stamps of the same millisecond apart. */
  readonly counter: number;
  /** Tells clients apart; 1 to 32 characters of `0-9a-z`. */
  readonly clientId: string;
}

const MAX_COUNTER = 99_999;
const PATTERN = /^(\d{15})-(\d{5})-([0-9a-z]{1,32})$/;

/** Writes a stamp with parts of fixed width, so that comparing two texts compares the stamps. */
export function formatStamp({ ms, counter, clientId }: Stamp): string {
  return `${String(ms).padStart(15, '0')}-${String(counter).padStart(5, '0')}-${clientId}`;
}

/** Takes a stamp apart; `null` when the text is none. */
export function parseStamp(text: string): Stamp | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const [, ms, counter, clientId] = match;
  return { ms: Number(ms), counter: Number(counter), clientId: clientId as string };
}

export interface StampClock {
  /** A stamp larger than every stamp made or seen before. */
  tick(): string;
  /** Takes notice of a stamp made elsewhere. */
  observe(stamp: string): void;
  /** Sets the clock by the proxy's, for a machine whose clock is wrong; forgets stamps that the proxy refuses. */
  setTime(serverTime: number): void;
}

/**
 * A hybrid logical clock: follows the wall clock, yet never goes back and never repeats, so that the stamps of one person's
 * wishes stand in the order in which they were made, over tabs and devices that have heard of each other.
 */
export function createStampClock({ clientId, now }: { clientId: string; now: () => number }): StampClock {
  let offset = 0;
  let last: Stamp = { ms: 0, counter: 0, clientId };

  return {
    tick() {
      const ms = Math.max(Math.floor(now() + offset), last.ms);
      const counter = ms === last.ms ? last.counter + 1 : 0;
      last = counter > MAX_COUNTER ? { ms: ms + 1, counter: 0, clientId } : { ms, counter, clientId };
      return formatStamp(last);
    },
    observe(text) {
      const seen = parseStamp(text);
      if (seen !== null && text > formatStamp(last)) last = { ...seen, clientId };
    },
    setTime(serverTime) {
      offset = serverTime - now();
      // The proxy took no stamp beyond this, so nothing that counts is forgotten.
      if (last.ms > serverTime + LIMITS.stampAheadMs) last = { ms: 0, counter: 0, clientId };
    },
  };
}
