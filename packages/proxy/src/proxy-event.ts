import type { FeedbackErrorCode } from '@message-feedback/core';
import type { RefusalCode } from './adapters/delivery-outcome.ts';
import type { DeadBecause } from './stores/feedback-store.ts';

/**
 * What the operator can see. Events hold ids of messages and requests, counts and codes; never what a user wrote, who
 * they are, a key, or a word of the upstream.
 */
export type ProxyEvent =
  /** Stored durably; delivery follows. */
  | (SubmissionFields & {
      readonly type: 'accepted';
      readonly reasons: number;
      readonly commentCharacters: number;
    })
  /** Came too late: something newer stands. */
  | (SubmissionFields & { readonly type: 'superseded' })
  /** The upstream has it. `attempts` counts this one. */
  | (AttemptFields & { readonly type: 'delivered' })
  /** The upstream will never take it, and the user was told. */
  | (AttemptFields & { readonly type: 'refused'; readonly code: RefusalCode })
  /** A transient error; the worker tries again. `uncertain`: the upstream may have taken it nevertheless. */
  | (AttemptFields & { readonly type: 'postponed'; readonly uncertain: boolean; readonly retryInMs: number })
  /** There are no credentials, or the upstream rejects them. Nothing is given up; fix the key. */
  | (AttemptFields & { readonly type: 'held'; readonly retryInMs: number })
  /** Given up after `accepted` had been promised. The row stays in the store. */
  | (AttemptFields & { readonly type: 'dead_lettered'; readonly because: DeadBecause })
  /** An answer that the upstream's own code never gives. Check the adapter's base URL and what stands in between. */
  | (AttemptFields & { readonly type: 'upstream_misconfigured' })
  /** The first failure after the last success, and again when the reason changes; the attempts have events of their own. */
  | {
      readonly type: 'upstream_failing';
      readonly adapter: string;
      readonly because: FailingBecause;
      readonly upstreamStatus: number | null;
      readonly upstreamTraceId: string | null;
    }
  /** The first success after failures. */
  | {
      readonly type: 'upstream_recovered';
      readonly adapter: string;
      readonly failedForMs: number;
      readonly failedAttempts: number;
    }
  /**
   * Nothing is sent any more, but for one row now and then that shows whether the upstream works again. What comes is stored, answered
   * with `accepted` at once, and waits. Once per outage. `retryInMs`: the wait before the first such row.
   */
  | {
      readonly type: 'circuit_opened';
      readonly adapter: string;
      readonly because: FailingBecause;
      readonly retryInMs: number;
    }
  /** The wait is over: the next row that is due is sent. */
  | { readonly type: 'circuit_half_opened'; readonly adapter: string }
  /** The upstream answers, and everything that waits is sent. */
  | { readonly type: 'circuit_closed'; readonly adapter: string; readonly openForMs: number }
  /** The adapter, or a function of the host's that it needs, threw. The attempt is repeated. */
  | (MessageFields & { readonly type: 'adapter_failed'; readonly errorName: string })
  /** A request was answered with an error. `errorName` names the class of its cause, where one was caught. */
  | {
      readonly type: 'request_failed';
      readonly requestId: string;
      readonly code: FeedbackErrorCode;
      readonly status: number;
      readonly detail: string;
      readonly errorName: string | null;
    }
  /** The limiter of the host's threw, so the request was let through. */
  | { readonly type: 'limiter_failed'; readonly errorName: string }
  /** The first failure of the store after its last success. Requests are answered with `store_unavailable`, the worker asks again. */
  | { readonly type: 'store_failed'; readonly errorName: string }
  /** The first success of the store after failures. */
  | { readonly type: 'store_recovered'; readonly failedForMs: number; readonly failedCalls: number }
  /** What is accepted is lost when the process ends, and this is production. */
  | { readonly type: 'store_not_durable' };

/**
 * `credentials`: there are none, or they are rejected. `misconfigured`: what answers is not the upstream. `nothing_found`: it knows none
 * of the messages, so it may be another app, or a tenant without this API; they are kept. `rate_limited`: the account has sent too
 * much. `unavailable`: anything else that may pass by itself.
 */
export type FailingBecause =
  | 'credentials'
  | 'misconfigured'
  | 'nothing_found'
  | 'rate_limited'
  | 'unavailable';

interface MessageFields {
  readonly adapter: string;
  readonly messageId: string;
}

interface SubmissionFields extends MessageFields {
  readonly requestId: string;
}

interface AttemptFields extends MessageFields {
  /** The request that waited for this attempt; `null` when the worker made it. */
  readonly requestId: string | null;
  readonly attempts: number;
  /** The upstream's HTTP status; `null` when it gave no answer. */
  readonly upstreamStatus: number | null;
  /** The upstream's own id of the exchange, for its support, such as Coze's `logid`; `null` when it gave none. */
  readonly upstreamTraceId: string | null;
}

/**
 * The class of what was thrown, and its code where it has one, such as `DatabaseError 42501` or `SqliteError SQLITE_FULL`. Its message
 * may quote anything, so it goes nowhere.
 */
export function errorNameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name } = error.constructor;
  return 'code' in error && typeof error.code === 'string' && ERROR_CODE.test(error.code)
    ? `${name} ${error.code}`
    : name;
}

/** As Node, SQLite and SQL form theirs; too plain for a sentence, too short for a key. */
const ERROR_CODE = /^[A-Z0-9_]{5,32}$/;
