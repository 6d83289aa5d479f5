import { FeedbackError, isStorableText } from '@message-feedback/core';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
// @ts-expect-error Types exist only for the index, and that loads node:cluster, which Workers lack.
import MemoryLimiter from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import type { MaybePromise } from '../adapters/feedback-adapter.ts';
import { errorNameOf } from '../error-name.ts';
import type { ProxyEvent } from '../events/proxy-event.ts';
import { withTimeLimit } from '../time-limit.ts';
import { PROXY_LIMITS } from '../timings.ts';

/** Returns the id of the signed-in user; `null`, `undefined` or `''` if no user is signed in. */
export type Identify = (request: Request) => MaybePromise<string | null | undefined>;

/**
 * Gets the user's id from the host. Throws `unauthenticated` without a signed-in user and
 * `internal` if the host's function fails or takes longer than `hostMs`.
 */
export async function identifyUser(
  identify: Identify,
  request: Request,
  { hostMs }: { readonly hostMs: number },
): Promise<string> {
  let userId: unknown;
  try {
    userId = await withTimeLimit(hostMs, async () => identify(request));
  } catch (cause) {
    throw new FeedbackError(
      'internal',
      'The identify function of the host failed or took too long, so nothing was stored. Look for its error in the host’s log.',
      { cause },
    );
  }
  if (userId === null || userId === undefined || userId === '') {
    throw new FeedbackError(
      'unauthenticated',
      'No user is signed in, so nothing was stored. Sign in and send it again.',
    );
  }
  if (
    typeof userId !== 'string' ||
    userId.length > PROXY_LIMITS.userIdCharacters ||
    !isStorableText(userId)
  ) {
    throw new FeedbackError(
      'internal',
      `The identify function of the host did not return a user id, so nothing was stored. Let it return a string of at most ${PROXY_LIMITS.userIdCharacters} characters.`,
    );
  }
  return userId;
}

/**
 * Limits the requests of a user. Any limiter from `rate-limiter-flexible` fits, with its counters in
 * Redis or Postgres if several processes serve one site. Rejects with `{ msBeforeNext }`, in
 * milliseconds, when the user has no points left.
 */
export interface RateLimiter {
  consume(key: string, points: number): Promise<unknown>;
}

/** Points per request. Reads are cheap, and a reload of a long chat reads a lot. */
const POINTS = { GET: 1, POST: 6 } as const;

/**
 * 100 submissions or 600 reads a minute: ten times the presses of an eager user, and enough to
 * reload a chat of 10,000 messages.
 */
export function createMemoryLimiter(): RateLimiter {
  const Limiter = MemoryLimiter as typeof RateLimiterMemory;
  return new Limiter({ points: 600, duration: 60 });
}

/** Throws `too_many_requests`, with the time to wait, if this user has no points left. */
export async function checkRate(
  limiter: RateLimiter | null,
  { userId, method, emit, limiterMs }: RateQuestion,
): Promise<void> {
  if (limiter === null) return;
  const points = method === 'POST' ? POINTS.POST : POINTS.GET;
  try {
    await withTimeLimit(limiterMs, async () => limiter.consume(userId, points));
  } catch (reason) {
    const retryAfterMs = waitOf(reason);
    if (retryAfterMs === null) {
      // A limiter that is down or hangs must not block feedback.
      emit({ type: 'limiter_failed', errorName: errorNameOf(reason) });
      return;
    }
    throw new FeedbackError(
      'too_many_requests',
      'This user sent too many requests within a minute, so nothing was stored. Send it again after Retry-After.',
      { retryAfterMs },
    );
  }
}

interface RateQuestion {
  readonly userId: string;
  readonly method: string;
  readonly limiterMs: number;
  readonly emit: (event: ProxyEvent) => void;
}

function waitOf(reason: unknown): number | null {
  if (typeof reason !== 'object' || reason === null || !('msBeforeNext' in reason)) return null;
  const { msBeforeNext } = reason;
  return typeof msBeforeNext === 'number' && msBeforeNext >= 0 ? msBeforeNext : null;
}
