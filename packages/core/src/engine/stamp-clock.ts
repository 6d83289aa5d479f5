// Apart from `stamp.ts`, because only the engine needs it and the engine loads later.
import { LIMITS } from '../feedback/limits.ts';
import { formatStamp, parseStamp, type StampClock } from '../wire/stamp.ts';

/** Makes later stamps larger than one made elsewhere. */
export function observeStamp(clock: StampClock, text: string): void {
  const { clientId, last } = clock;
  const observed = parseStamp(text);
  if (observed !== null && text > formatStamp(last)) clock.last = { ...observed, clientId };
}

/** Corrects a wrong clock by the proxy's, and forgets stamps that the proxy refuses. */
export function setStampClock(clock: StampClock, serverTime: number): void {
  const { clientId, last } = clock;
  clock.offset = serverTime - clock.now();
  // The proxy accepts no stamp beyond this, so no accepted stamp is forgotten.
  if (last.ms > serverTime + LIMITS.stampAheadMs) clock.last = { ms: 0, counter: 0, clientId };
}
