import type { Capabilities, Feedback, MessageRef } from '@message-feedback/core';

/**
 * One upstream. An adapter only maps, from feedback to a request and from an answer to an outcome; it never reads the
 * network, the clock or the environment itself.
 */
export interface FeedbackAdapter {
  /** Names the upstream in the operator's events. */
  readonly name: string;
  /**
   * Who makes sure that a person rates only messages of their own. `upstream`: it knows the person and refuses others.
   * `host`: it does not, so the proxy starts only with `authorize`.
   */
  readonly ownership: 'upstream' | 'host';
  readonly capabilities: Capabilities;
  /** The ids that the upstream needs, and how each has to look before it may come near a URL. Other ids are dropped. */
  readonly ids: MessageIdRules;
  /** The call that tells the upstream. `userId` comes from the host's `identify`, never from the browser. */
  toRequest(submission: UpstreamSubmission, context: { readonly userId: string }): UpstreamRequest;
  /** What the answer to that call means. `submission` is the one that was sent. */
  readOutcome(answer: UpstreamAnswer, submission: UpstreamSubmission): DeliveryOutcome;
}

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
  readonly message: MessageRef;
  readonly feedback: Feedback;
}

export interface UpstreamRequest {
  readonly url: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text; `null` when it was longer than the proxy reads. */
  readonly body: string | null;
}

/**
 * - `delivered`: the upstream has it.
 * - `refused`: it will never take it; trying again changes nothing.
 * - `retry`: a passing fault, and the upstream has not taken it. `misconfigured` says that the answer did not come from the
 *   upstream's own code, so the address or something in between is wrong, which the operator is told.
 * - `uncertain`: it may have taken it, or may still.
 * - `held`: it rejects the credentials, which is never the person's fault, so the row waits for the operator.
 *
 * `afterMs` is the wait that the upstream asks for in its body; `Retry-After` is read by the proxy.
 */
export type DeliveryOutcome =
  | { readonly type: 'delivered' }
  | { readonly type: 'refused'; readonly code: RefusalCode }
  | { readonly type: 'retry'; readonly afterMs?: number; readonly misconfigured?: boolean }
  | { readonly type: 'uncertain'; readonly afterMs?: number }
  | { readonly type: 'held'; readonly afterMs?: number };

/** Why an upstream refuses for good. */
export type RefusalCode = 'message_not_found' | 'upstream_refused';
