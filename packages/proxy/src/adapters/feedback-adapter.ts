import type { Capabilities, Feedback, MessageRef, ProblemDetail, Rating } from '@message-feedback/core';
import type { DeliveryOutcome } from './delivery-outcome.ts';
import type { GetToken, ResolveMessage } from './host-functions.ts';
import type { UpstreamRequest, UpstreamResponse } from './upstream-exchange.ts';

/**
 * One upstream. An adapter only maps, from feedback to a request and from an answer to an outcome; it never reads the
 * network, the clock or the environment itself. The host's functions that do are members which the proxy calls.
 */
export interface FeedbackAdapter {
  /** Names the upstream in the operator's events and in sealed references. */
  readonly name: string;
  /**
   * Who makes sure that a user rates only messages of their own. `upstream`: it knows the user and refuses others.
   * `host`: it does not, so the proxy starts only with `authorize` or `sealingKeys`.
   */
  readonly ownership: 'upstream' | 'host';
  readonly capabilities: Capabilities;
  /**
   * Whether an attempt of unknown fate is made again, for upstreams that may count it twice. Between two such attempts lies a
   * minute. What is not made again becomes a dead letter.
   * @default 'always', for upstreams where the last submission simply wins
   */
  readonly repeatInDoubt?: RepeatInDoubt;
  /** The ids that the upstream needs, and how each has to look before it may come near a URL. Other ids are dropped. */
  readonly ids: MessageIdRules;
  /** What keeps a feedback from being sent that is within the limits, each to be mended by the user. @default nothing */
  problems?(feedback: Feedback): readonly ProblemDetail[];
  /** The ratings that the message takes; `null` when that is not known. @default both */
  ratingsOf?(message: UpstreamMessage): readonly Rating[] | null;
  /** The user's credentials, where the adapter has none of its own. Called before each request. */
  readonly getToken?: GetToken;
  /** Looks up the callback ids of a message whose reference has none, or outdated ones. */
  readonly resolveMessage?: ResolveMessage;
  /** The call that tells the upstream; or what becomes of the feedback where there is none to make. */
  toRequest(submission: UpstreamSubmission, context: RequestContext): UpstreamRequest | DeliveryOutcome;
  /** What the answer to that call means. `submission` is the one that was sent. */
  readOutcome(response: UpstreamResponse, submission: UpstreamSubmission): DeliveryOutcome;
  /** The upstream's own id of the exchange, for its support. @default none */
  traceIdOf?(response: UpstreamResponse): string | null;
}

export type RepeatInDoubt = 'always' | 'once' | 'never';

export interface MessageIdRules {
  readonly messageId: IdRule;
  readonly conversationId?: IdRule;
  readonly responseId?: IdRule;
}

export interface IdRule {
  /** Matches the whole id. Without the flags `g` and `y`, which would remember the last match. */
  readonly pattern: RegExp;
  /** Said to a developer whose id does not match: "It is not …". */
  readonly form: string;
  /** Brings spellings that mean the same id to one, so that they share a row. */
  readonly normalize?: (id: string) => string;
}

export interface UpstreamSubmission {
  readonly message: UpstreamMessage;
  readonly feedback: Feedback;
}

/** A message as the upstream knows it: the ids that it needs, in its spelling. */
export interface UpstreamMessage extends MessageRef {
  /** What the upstream wants back to know the rating. From a sealed reference or `resolveMessage`, never from the browser. */
  readonly callbackIds?: CallbackIds;
}

/** Opaque ids that Moveworks gives out with a message, one for each rating. A side that is not there cannot be chosen. */
export interface CallbackIds {
  readonly helpful?: string | undefined;
  readonly unhelpful?: string | undefined;
}

export interface RequestContext {
  /** From the host's `identify`, never from the browser. */
  readonly userId: string;
  /** What `getToken` gave; `null` without it. */
  readonly token: string | null;
}
