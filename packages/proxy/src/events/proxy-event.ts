import type { FeedbackErrorCode } from '@message-feedback/core';
import type { RefusalCode } from '../adapters/feedback-adapter.ts';
import type { DeadLetterCause, StoreEvent } from '../stores/feedback-store.ts';

/**
 * What operators can log and measure. Events contain message and request ids, counts and codes.
 * They never contain user text, user ids, keys or text of the upstream about a message.
 */
export type ProxyEvent =
  /** Stored durably. The delivery follows. */
  | (SubmissionFields & {
      readonly type: 'accepted';
      readonly reasons: number;
      readonly commentCharacters: number;
    })
  /** Too late: a newer submission is stored, or the upstream has one that cannot be replaced. */
  | (SubmissionFields & { readonly type: 'superseded' })
  /** The upstream has it. `attempts` includes this one. */
  | (AttemptFields & { readonly type: 'delivered' })
  /** The upstream refused it permanently. The response told the user, unless the upstream already had it. */
  | (AttemptFields & { readonly type: 'refused'; readonly code: RefusalCode })
  /** A transient error. The worker retries. `uncertain`: the upstream may have accepted it. */
  | (AttemptFields & { readonly type: 'postponed'; readonly uncertain: boolean; readonly retryInMs: number })
  /** Credentials are missing or rejected. The row waits until the operator fixes them. */
  | (AttemptFields & { readonly type: 'held'; readonly retryInMs: number })
  /**
   * The proxy no longer retries feedback that it had accepted. The row stays in the store, unless the
   * upstream never found its message: such a row is removed after a week, or when its user has more
   * than 50 of them.
   * `repeated`: the upstream does not find this message, and another such dead letter of the same user
   * has raised an alert within the last day. The user may invent ids, so this one raises none.
   */
  | (AttemptFields & {
      readonly type: 'dead_lettered';
      readonly cause: DeadLetterCause;
      readonly repeated?: boolean;
    })
  /** A response that is not from the upstream's feedback API. Check the base URL and any gateways. */
  | (AttemptFields & { readonly type: 'upstream_misconfigured'; readonly hint: string | null })
  /**
   * The first failure after a success, and every change of the cause. Attempts have their own
   * events.
   */
  | {
      readonly type: 'upstream_failing';
      readonly adapter: string;
      readonly cause: FailureCause;
      readonly upstreamStatus: number | null;
      readonly upstreamTraceId: string | null;
      /** What to change, if the adapter knows; otherwise `null`. */
      readonly hint: string | null;
    }
  /** The first success after failures. */
  | {
      readonly type: 'upstream_recovered';
      readonly adapter: string;
      readonly failedForMs: number;
      readonly failedAttempts: number;
    }
  /**
   * Once per outage. From now on the proxy sends only probes, one row at a time. New feedback is
   * stored, gets the response `accepted` and waits. `retryInMs`: the wait before the first probe.
   */
  | {
      readonly type: 'circuit_opened';
      readonly adapter: string;
      readonly cause: OutageCause;
      readonly retryInMs: number;
    }
  /** The wait is over: the next due row is sent as a probe. */
  | { readonly type: 'circuit_half_opened'; readonly adapter: string }
  /** A probe was accepted or refused, so the upstream works again and all waiting rows are sent. */
  | { readonly type: 'circuit_closed'; readonly adapter: string; readonly openForMs: number }
  /**
   * There is no access token for a user. `transient`: the proxy asks again soon; otherwise the rows
   * wait until the operator acts. `detail`: what happened and what to do. `endpointMessage` and
   * `traceId`: the token endpoint's message and its request id; `null` if it sent none.
   */
  | (MessageFields & {
      readonly type: 'token_failed';
      readonly transient: boolean;
      readonly detail: string;
      readonly endpointMessage: string | null;
      readonly traceId: string | null;
    })
  /**
   * The adapter threw, or a function of the host that it uses: `resolveMessage` or one that formats
   * the feedback. The attempt counts as failed, or as uncertain if its request was sent.
   */
  | (MessageFields & { readonly type: 'adapter_failed'; readonly errorName: string })
  /** The response was an error. `errorName`: the class of its cause; `null` without a cause. */
  | {
      readonly type: 'request_failed';
      readonly requestId: string;
      readonly code: FeedbackErrorCode;
      readonly status: number;
      readonly detail: string;
      readonly errorName: string | null;
    }
  /** A rate limiter threw or took too long, so the request was allowed. */
  | { readonly type: 'limiter_failed'; readonly errorName: string }
  | StoreEvent
  /** A warning in production: accepted feedback is lost when the process ends. */
  | { readonly type: 'store_not_durable' };

/**
 * - `credentials`: they are missing or rejected.
 * - `misconfigured`: the responses are not from the upstream.
 * - `nothing_found`: the upstream finds none of the messages, so it may be another app, or a tenant
 *   without this API. The feedback is kept. Never the cause of `circuit_opened`, because a refusal
 *   shows that the upstream works.
 * - `rate_limited`: the account has sent too many requests.
 * - `unavailable`: every other transient error.
 */
export type FailureCause = OutageCause | 'nothing_found';

export type OutageCause = 'credentials' | 'misconfigured' | 'rate_limited' | 'unavailable';

interface MessageFields {
  readonly adapter: string;
  readonly messageId: string;
}

interface SubmissionFields extends MessageFields {
  readonly requestId: string;
}

interface AttemptFields extends MessageFields {
  /** The request that waited for this attempt; `null` for an attempt of the worker. */
  readonly requestId: string | null;
  readonly attempts: number;
  /** The upstream's HTTP status; `null` without a response. */
  readonly upstreamStatus: number | null;
  /** The upstream's own id of the request, such as Coze's `logid`; `null` if it sent none. */
  readonly upstreamTraceId: string | null;
}
