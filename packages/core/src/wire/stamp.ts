/** The parts of a stamp, a submission's position in time. */
export interface Stamp {
  /** Milliseconds since 1970 on the proxy's clock; at most 15 digits. */
  readonly ms: number;
  /**
   * Which of the client's submissions it is, so that a stamp with a corrected time is still
   * recognised; at most 5 digits.
   */
  readonly counter: number;
  /** Distinguishes clients; 1 to 32 characters of `0-9a-z`. */
  readonly clientId: string;
}

const MAX_COUNTER = 99_999;
const PATTERN = /^(\d{15})-(\d{5})-([0-9a-z]{1,32})$/;

/**
 * Formats a stamp. Time and counter have a fixed width, so comparing two strings compares the stamps.
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
 * A hybrid logical clock. It follows the wall clock, but never repeats, and goes back only when it is
 * corrected. Stamps of one user's tabs and devices are therefore in the order of the submissions,
 * provided that the clients have seen each other's stamps.
 */
export interface StampClock {
  readonly clientId: string;
  /** The machine's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** How many milliseconds the proxy's clock is ahead of the machine's; 0 until it is known. */
  offset: number;
  /**
   * The last time heard from the proxy: `serverTime` of its last response; 0 before the first. The
   * proxy's time now is at least this, even if the machine's clock was set back.
   */
  heard: number;
  /** The machine's clock before the user's first submission on this page. The engine sets it. */
  startedAt?: number;
  /** How many stamps it has made. */
  made: number;
  /** The largest stamp made or observed. */
  last: Stamp;
}

export function createStampClock({ clientId, now }: Pick<StampClock, 'clientId' | 'now'>): StampClock {
  return { clientId, now, offset: 0, heard: 0, made: 0, last: { ms: 0, counter: 0, clientId } };
}

/** The proxy's time now, as far as the client knows it, in milliseconds since 1970. */
export function proxyTime({ now, offset, heard }: StampClock): number {
  return Math.max(Math.floor(now() + offset), heard);
}

/** A stamp larger than every stamp made or observed before. */
export function nextStamp(clock: StampClock): string {
  const { clientId, last } = clock;
  const ms = Math.max(proxyTime(clock), last.ms + 1);
  clock.last = { ms, counter: Math.min(clock.made++, MAX_COUNTER), clientId };
  return formatStamp(clock.last);
}
