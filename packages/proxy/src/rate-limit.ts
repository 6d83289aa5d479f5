import { FeedbackError } from '@message-feedback/core';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
// @ts-expect-error The package has types for its index alone, and the index loads node:cluster, which workers do not have.
import MemoryLimiter from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { errorNameOf, type ProxyEvent } from './proxy-event.ts';

/**
 * Counts what people ask for. Any limiter of `rate-limiter-flexible` is one, with its counters in Redis or Postgres where several
 * processes serve one site. Rejects with the number of milliseconds to wait when there was too much.
 */
export interface RateLimiter {
  consume(key: string, points: number): Promise<unknown>;
}

/** Points that a request costs: reading is cheap, and a reload of a long chat reads much. */
export const POINTS = { GET: 1, POST: 6 } as const;

/** 100 submissions or 600 reads a minute: ten times what an eager user presses, one reload of ten thousand messages. */
export function createMemoryLimiter(): RateLimiter {
  const Limiter = MemoryLimiter as typeof RateLimiterMemory;
  return new Limiter({ points: 600, duration: 60 });
}

/** Throws `too_many_requests`, with how long to wait, when this user has used up what they may. */
export async function checkRate(
  limiter: RateLimiter | null,
  { userId, method, emit }: RateQuestion,
): Promise<void> {
  try {
    await limiter?.consume(userId, method === 'POST' ? POINTS.POST : POINTS.GET);
  } catch (reason) {
    const retryAfterMs = waitOf(reason);
    if (retryAfterMs === null) {
      // A limiter that is down must not cost anybody their words.
      emit({ type: 'limiter_failed', errorName: errorNameOf(reason) });
      return;
    }
    throw new FeedbackError(
      'too_many_requests',
      'Too many requests came from this user in a minute, so nothing was stored. Send it again when Retry-After has passed.',
      { retryAfterMs },
    );
  }
}

interface RateQuestion {
  readonly userId: string;
  readonly method: string;
  readonly emit: (event: ProxyEvent) => void;
}

function waitOf(reason: unknown): number | null {
  if (typeof reason !== 'object' || reason === null || !('msBeforeNext' in reason)) return null;
  const { msBeforeNext } = reason;
  return typeof msBeforeNext === 'number' && msBeforeNext >= 0 ? msBeforeNext : null;
}
