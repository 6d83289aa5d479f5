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

/**
 * A hybrid logical clock: follows the wall clock, yet never goes back and never repeats, so that the stamps of one user's
 * submissions stand in the order in which they were made, over tabs and devices that have heard of each other.
 */
export interface StampClock {
  readonly clientId: string;
  /** Milliseconds since 1970, on the machine's clock. */
  readonly now: () => number;
  /** How far the proxy's clock is ahead of the machine's, in milliseconds. */
  offset: number;
  /** The largest stamp made or seen. */
  last: Stamp;
}

export function createStampClock({ clientId, now }: Pick<StampClock, 'clientId' | 'now'>): StampClock {
  return { clientId, now, offset: 0, last: { ms: 0, counter: 0, clientId } };
}

/** A stamp larger than every stamp made or seen before. */
export function nextStamp(clock: StampClock): string {
  const { clientId, last } = clock;
  const ms = Math.max(Math.floor(clock.now() + clock.offset), last.ms);
  const counter = ms === last.ms ? last.counter + 1 : 0;
  clock.last = counter > MAX_COUNTER ? { ms: ms + 1, counter: 0, clientId } : { ms, counter, clientId };
  return formatStamp(clock.last);
}
