import { LIMITS } from '../feedback/limits.ts';
import { formatStamp, parseStamp, type StampClock } from '../wire/stamp.ts';

/** Takes notice of a stamp made elsewhere. */
export function observeStamp(clock: StampClock, text: string): void {
  const { clientId, last } = clock;
  const seen = parseStamp(text);
  if (seen !== null && text > formatStamp(last)) clock.last = { ...seen, clientId };
}

/** Sets the clock by the proxy's, for a machine whose clock is wrong; forgets stamps that the proxy refuses. */
export function setStampClock(clock: StampClock, serverTime: number): void {
  const { clientId, last } = clock;
  clock.offset = serverTime - clock.now();
  // The proxy took no stamp beyond this, so nothing that counts is forgotten.
  if (last.ms > serverTime + LIMITS.stampAheadMs) clock.last = { ms: 0, counter: 0, clientId };
}
