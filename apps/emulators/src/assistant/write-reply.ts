import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { splitIntoChunks } from './split-into-chunks.ts';

/**
 * A reply chunk by chunk, as a model writes it; ends early when `over` aborts.
 *
 * @param paceMs - asked before each chunk, as it may be changed meanwhile.
 */
export async function* writeReply(
  reply: string,
  { paceMs, over }: WriteReplyOptions,
): AsyncGenerator<string> {
  for (const chunk of splitIntoChunks(reply)) {
    await pause(paceMs(), over);
    if (over.aborted) return;
    yield chunk;
  }
}

/** How long writing the reply takes at a pace, in milliseconds. */
export const writingTime = (reply: string, paceMs: number): number => splitIntoChunks(reply).length * paceMs;

interface WriteReplyOptions {
  readonly paceMs: () => number;
  readonly over: AbortSignal;
}

/** Waits, but not beyond the end. Even without a pace the turn is given up, so that a stop can arrive. */
async function pause(milliseconds: number, over: AbortSignal) {
  try {
    await (milliseconds > 0 ? delay(milliseconds, undefined, { signal: over }) : turn());
  } catch {
    // It is over, which the caller sees by the signal.
  }
}
