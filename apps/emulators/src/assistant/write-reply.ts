import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { splitIntoChunks } from './split-into-chunks.ts';

/**
 * A reply chunk by chunk, as a model writes it; ends early when `over` aborts.
 *
 * @param paceMs - asked before each chunk, as it may be changed meanwhile.
 * @param released - where the answer is held: it stops half-way until this aborts.
 */
export async function* writeReply(
  reply: string,
  { paceMs, over, released }: WriteReplyOptions,
): AsyncGenerator<string> {
  const chunks = splitIntoChunks(reply);
  for (const [index, chunk] of chunks.entries()) {
    if (released && index === Math.floor(chunks.length / 2)) await firstOf(released, over);
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
  readonly released?: AbortSignal | undefined;
}

function firstOf(...signals: AbortSignal[]): Promise<void> {
  const either = AbortSignal.any(signals);
  if (either.aborted) return Promise.resolve();
  return new Promise((resolve) => either.addEventListener('abort', () => resolve(), { once: true }));
}

/** Waits, but not beyond the end. Even without a pace the turn is given up, so that a stop can arrive. */
async function pause(milliseconds: number, over: AbortSignal) {
  try {
    await (milliseconds > 0 ? delay(milliseconds, undefined, { signal: over }) : turn());
  } catch {
    // It is over, which the caller sees by the signal.
  }
}
