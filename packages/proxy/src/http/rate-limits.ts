import { FeedbackError } from '@message-feedback/core';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
// @ts-expect-error Types exist only for the index, and that loads node:cluster, which Workers lack.
import MemoryLimiter from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { errorNameOf } from '../error-name.ts';
import type { ProxyEvent } from '../events/proxy-event.ts';
import { withTimeLimit } from '../time-limit.ts';

/**
 * Limits requests. Any limiter from `rate-limiter-flexible` fits, with its counters in Redis or
 * Postgres if several processes serve one site. Rejects with `{ msBeforeNext }`, in milliseconds,
 * when the key has no points left.
 */
export interface RateLimiter {
  consume(key: string, points: number): Promise<unknown>;
}

/** Every request costs 1 point. A submission costs 5 more: it writes, and goes to the upstream. */
export const POINTS = { request: 1, submission: 5 } as const;

/**
 * In points a minute. A user: 100 submissions or 600 reads, ten times the presses of an eager user,
 * and enough to reload a chat of 10,000 messages. An address: ten such users behind one gateway. In
 * total: 6,667 submissions a second, more than a process can accept, so only a flood reaches it.
 */
const DEFAULT_POINTS = { user: 600, address: 6_000, total: 2_400_000 } as const;

export function createMemoryLimiter(subject: keyof typeof DEFAULT_POINTS = 'user'): RateLimiter {
  const Limiter = MemoryLimiter as typeof RateLimiterMemory;
  return new Limiter({ points: DEFAULT_POINTS[subject], duration: 60 });
}

/** Counts requests per address, per user and in total. */
export function createRateLimits({ limiters, emit, limiterMs }: RateLimitsOptions): RateLimits {
  async function consume(subject: keyof Limiters, key: string, points: number): Promise<void> {
    const limiter = limiters[subject];
    if (limiter === null) return;
    try {
      // A limiter in memory cannot hang, and the timers of all requests would cost more than the limiter.
      if (limiter instanceof MemoryLimiter) await limiter.consume(key, points);
      else await withTimeLimit(limiterMs, () => limiter.consume(key, points));
    } catch (reason) {
      const retryAfterMs = waitOf(reason);
      // A limiter that is down or hangs must not block feedback.
      if (retryAfterMs === null) return emit({ type: 'limiter_failed', errorName: errorNameOf(reason) });
      throw new FeedbackError(
        'too_many_requests',
        `${SENDERS[subject]} sent too many requests, so this one did nothing. Send it again after Retry-After.`,
        { retryAfterMs },
      );
    }
  }

  return {
    async checkAddress(address, points) {
      if (address !== null) await consume('address', address, points);
    },
    async checkUser(userId, points) {
      await consume('user', userId, points);
      await consume('total', 'total', points);
    },
  };
}

const SENDERS = {
  user: 'This user',
  address: 'This network address',
  total: 'All users together',
} as const;

export interface RateLimits {
  /** Throws `too_many_requests`, with the time to wait, if this address has no points left. */
  checkAddress(address: string | null, points: number): Promise<void>;
  /** Throws `too_many_requests` if this user, or all users together, have no points left. */
  checkUser(userId: string, points: number): Promise<void>;
}

interface Limiters {
  readonly user: RateLimiter | null;
  readonly address: RateLimiter | null;
  readonly total: RateLimiter | null;
}

interface RateLimitsOptions {
  readonly limiters: Limiters;
  readonly emit: (event: ProxyEvent) => void;
  readonly limiterMs: number;
}

function waitOf(reason: unknown): number | null {
  if (typeof reason !== 'object' || reason === null || !('msBeforeNext' in reason)) return null;
  const { msBeforeNext } = reason;
  return typeof msBeforeNext === 'number' && msBeforeNext >= 0 ? msBeforeNext : null;
}
