/**
 * Parses a `Retry-After` header, in seconds or as an HTTP date, into milliseconds from `now`.
 * Returns `undefined` if the header is absent, invalid or in the past.
 *
 * @param now the current time in milliseconds since 1970
 * @example
 * parseRetryAfter('7', Date.now()); // 7_000
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header.trim());
  const ms = header.trim() !== '' && Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}
