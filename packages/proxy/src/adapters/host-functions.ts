import type { MessageRef } from '@message-feedback/core';
import type { CallbackIds } from './feedback-adapter.ts';

/**
 * The access token for one user, without "Bearer". Called before every request, so it keeps its own cache, as those of
 * `createCozeTokens` and `createMoveworksTokens` do. When it throws, the row waits for the operator; when it throws a
 * `TokenUnavailableError`, the row is tried again soon.
 */
export type GetToken = (question: TokenQuestion) => MaybePromise<string>;

export interface TokenQuestion {
  readonly userId: string;
  /** The token that the upstream has just rejected. Another one is wanted; the same one means that there is none. */
  readonly rejected?: string;
}

/** The ids that a message has now; `null` when there is no such message for this user, `{}` when it cannot be rated. */
export type ResolveMessage = (question: MessageQuestion) => MaybePromise<CallbackIds | null>;

export interface MessageQuestion {
  readonly userId: string;
  readonly message: MessageRef;
}

/** Says that no token can be had at the moment, and that this is likely to pass. */
export class TokenUnavailableError extends Error {
  override readonly name = 'TokenUnavailableError';
}

type MaybePromise<Value> = Value | Promise<Value>;
