/** The parts of a stamp, a submission's position in time. */
export interface Stamp {
  /** Milliseconds since 1970 on the proxy's clock; at most 15 digits. */
  readonly ms: number;
  /** Orders stamps of the same millisecond; at most 5 digits. */
  readonly counter: number;
  /** Distinguishes clients; 1 to 32 characters of `0-9a-z`. */
  readonly clientId: string;
}

const MAX_COUNTER = 99_999;
const PATTERN = /^(\d{15})-(\d{5})-([0-9a-z]{1,32})$/;

/**
 * Formats a stamp with parts of fixed width, so comparing two strings compares the stamps.
 *
 * @example
 * formatStamp({ ms: 1_700_000_000_000, counter: 0, clientId: 'a' });
 * // '001700000000000-00000-a'
 */
export function formatStamp({ ms, counter, clientId }: Stamp): string {
  return `${String(ms).padStart(15, '0')}-${String(counter).padStart(5, '0')}-${clientId}`;
}

/**
 * Parses a stamp. Returns `null` if the text is not one.
 *
 * @example
 * parseStamp('001700000000000-00000-a')?.ms; // 1_700_000_000_000
 */
export function parseStamp(text: string): Stamp | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const [, ms, counter, clientId] = match;
  return { ms: Number(ms), counter: Number(counter), clientId: clientId as string };
}

/**
 * A hybrid logical clock. It follows the wall clock, but never goes back and never repeats. Stamps
 * of one user's tabs and devices are therefore in the order of the submissions, provided that the
 * clients have seen each other's stamps.
 */
export interface StampClock {
  readonly clientId: string;
  /** The machine's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** How far the proxy's clock is ahead of the machine's, in milliseconds. */
  offset: number;
  /** The largest stamp made or observed. */
  last: Stamp;
}

export function createStampClock({ clientId, now }: Pick<StampClock, 'clientId' | 'now'>): StampClock {
  return { clientId, now, offset: 0, last: { ms: 0, counter: 0, clientId } };
}

/** A stamp larger than every stamp made or observed before. */
export function nextStamp(clock: StampClock): string {
  const { clientId, last } = clock;
  const earliest = last.counter < MAX_COUNTER ? last.ms : last.ms + 1;
  const ms = Math.max(Math.floor(clock.now() + clock.offset), earliest);
  clock.last = { ms, counter: ms === last.ms ? last.counter + 1 : 0, clientId };
  return formatStamp(clock.last);
}
