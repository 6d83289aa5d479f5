import type { Capabilities, Feedback, MessageRef, ProblemDetail, Rating } from '@message-feedback/core';

/**
 * One upstream. An adapter only maps: feedback to a request, a response to an outcome. It never
 * uses the network, the clock or the environment. The proxy calls `getToken` and `resolveMessage`,
 * which may.
 */
export interface FeedbackAdapter {
  /** Names the upstream in events and in sealed references. */
  readonly name: string;
  /**
   * Which side checks that users rate only their own messages. `upstream`: the upstream knows the
   * user and refuses other users' messages. `host`: the upstream does not, so the proxy needs
   * `authorize` or `sealingKeys` to start.
   */
  readonly ownership: 'upstream' | 'host';
  readonly capabilities: Capabilities;
  /**
   * Whether an uncertain attempt is repeated. `always` retries with the usual delays. `once` and
   * `never` are for upstreams that may count a rating twice: with `once`, the proxy waits a minute,
   * so that the first attempt can no longer arrive. With either of them, a row becomes a dead letter
   * if its outcome stays uncertain. It also does if its process crashed or could not store the result,
   * except with `once` where a rating can be revoked or changed.
   * @default 'always', for upstreams where the last submission wins
   */
  readonly repeatUncertain?: RepeatUncertain;
  /**
   * Whether the upstream stores two ratings if two requests create one at the same time. After an
   * uncertain attempt to create one, the proxy then sends nothing for that message, not even a newer
   * submission, until the attempt can no longer be running: a minute.
   * @default false
   */
  readonly mayStoreTwice?: boolean;
  /**
   * The ids that the upstream needs. The proxy checks them before it builds a URL, and drops
   * others.
   */
  readonly ids: MessageIdRules;
  /** Problems that the user can fix in feedback that is within the limits. @default none */
  problems?(feedback: Feedback): readonly ProblemDetail[];
  /** The ratings that the message accepts; `null` if that is unknown. @default both */
  ratingsOf?(message: UpstreamMessage): readonly Rating[] | null;
  /**
   * The user's token, for adapters without one of their own. Called once per attempt, and again if
   * the upstream rejects the token.
   */
  readonly getToken?: GetToken;
  /** The name of the adapter's option that `getToken` calls, shown in errors. @default 'getToken' */
  readonly tokenOption?: string;
  /** Looks up the callback ids of a message without a reference, or whose reference has none or outdated ones. */
  readonly resolveMessage?: ResolveMessage;
  /** The request for this submission, or its outcome if there is no request to send. */
  toRequest(submission: UpstreamSubmission, context: RequestContext): UpstreamRequest | DeliveryOutcome;
  /** What the response means. `submission` is the one that was sent. */
  readOutcome(response: UpstreamResponse, submission: UpstreamSubmission): DeliveryOutcome;
  /** The upstream's own id of the request, which its support asks for. @default none */
  traceIdOf?(response: UpstreamResponse): string | null;
}

export type RepeatUncertain = 'always' | 'once' | 'never';

export interface MessageIdRules {
  readonly messageId: IdRule;
  readonly conversationId?: IdRule;
  readonly responseId?: IdRule;
}

export interface IdRule {
  /** Matches the whole id. Must not have the flags `g` or `y`, which remember the last match. */
  readonly pattern: RegExp;
  /** Completes the error "It is not …", for the developer whose id does not match. */
  readonly expected: string;
  /** Maps all spellings of one id to one, the normalized id, so that they share a row. */
  readonly normalize?: (id: string) => string;
}

export interface UpstreamSubmission {
  readonly message: UpstreamMessage;
  readonly feedback: Feedback;
}

/** A message with the ids that the upstream needs, normalized. */
export interface UpstreamMessage extends MessageRef {
  /** From a sealed reference or `resolveMessage`, never from the browser. */
  readonly callbackIds?: CallbackIds;
}

/** Moveworks' opaque ids of a message, one per rating. A rating without an id cannot be given. */
export interface CallbackIds {
  readonly helpful?: string | undefined;
  readonly unhelpful?: string | undefined;
}

export interface RequestContext {
  /** From the host's `identify`, never from the browser. */
  readonly userId: string;
  /** The token from `getToken`; `null` without that function. */
  readonly token: string | null;
}

/** A request to an upstream. */
export interface UpstreamRequest {
  readonly url: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An upstream's response. */
export interface UpstreamResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text; `null` when it is longer than 64 KiB. */
  readonly body: string | null;
  /** When the body was complete, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/**
 * What an attempt achieved.
 *
 * - `delivered`: the upstream has the submission.
 * - `refused`: the upstream will never accept it. With `stale`, newer callback ids may be accepted: the proxy
 *   calls `resolveMessage` once before it accepts the refusal.
 * - `retry`: a transient error, and the upstream did not accept the submission.
 * - `uncertain`: it may have accepted it, or may still do so.
 * - `held`: it rejects the credentials. The row waits for the operator, because the user did nothing
 *   wrong. With `getToken`, the proxy first asks for another token, once. Without JSON in the body
 *   and without `accountWide`, it counts as `misconfigured`: a firewall may block one text.
 *
 * `accountWide`: the account or key that serves all users is affected, not this message or user, so
 * the proxy sends nothing until the wait is over. `misconfigured`: the response is not from the
 * upstream's feedback API, so the base URL or a gateway is wrong; an event reports it. With both, the
 * address is wrong for all users, so their rows wait and none becomes a dead letter. `hint`: tells the operator in the adapter's own
 * words what to change, and never quotes the response. `ended`: the upstream no longer works on the
 * request, so with `mayStoreTwice` the next one need not wait. `afterMs`: a wait that the upstream asks for,
 * but not in `Retry-After`: the proxy reads that header itself and prefers it unless it is 0. Neither
 * shortens the growing delay between attempts.
 */
export type DeliveryOutcome =
  | { readonly type: 'delivered' }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly stale?: boolean }
  | {
      readonly type: 'retry';
      readonly afterMs?: number;
      readonly misconfigured?: boolean;
      readonly accountWide?: boolean;
      readonly hint?: string;
    }
  | {
      readonly type: 'uncertain';
      readonly afterMs?: number;
      readonly misconfigured?: boolean;
      readonly ended?: boolean;
    }
  | {
      readonly type: 'held';
      readonly afterMs?: number;
      readonly misconfigured?: boolean;
      readonly accountWide?: boolean;
    };

/** Why an upstream refuses a submission permanently. */
export type RefusalCode = 'message_not_found' | 'not_ratable' | 'upstream_refused';

/**
 * Returns the access token of one user, without "Bearer". The proxy calls it for every attempt, so it
 * needs a cache, as `createCozeTokens` and `createMoveworksTokens` have. If it throws a
 * `TokenUnavailableError`, the row is retried soon; after any other error it waits for the operator.
 * The event `token_failed` shows the message of a `TokenUnavailableError` or a `TokenRefusedError`,
 * and only the class of any other error.
 */
export type GetToken = (request: TokenRequest) => MaybePromise<string>;

export interface TokenRequest {
  readonly userId: string;
  /**
   * The token that the upstream has just rejected. Returning it again means that there is no other.
   */
  readonly rejected?: string;
}

/**
 * The callback ids of a message: `null` if this user has no such message, `{}` if the message has no
 * callback ids, so that Moveworks accepts no rating for it.
 */
export type ResolveMessage = (lookup: MessageLookup) => MaybePromise<CallbackIds | null>;

export interface MessageLookup {
  readonly userId: string;
  readonly message: MessageRef;
}

export type MaybePromise<Value> = Value | Promise<Value>;
