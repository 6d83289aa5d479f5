import type { Feedback, RatedMessage } from '@message-feedback/core';

/**
 * The saved feedback that the host already has, by message id or as a function of the message.
 * `null` for a message without feedback; `undefined` if the host does not know.
 */
export type KnownFeedback =
  | Readonly<Record<string, Feedback | null | undefined>>
  | ((message: RatedMessage) => Feedback | null | undefined);

export function knownFeedback(
  { initialFeedback: known }: { readonly initialFeedback?: KnownFeedback | undefined },
  message: RatedMessage,
): Feedback | null | undefined {
  return typeof known === 'function' ? known(message) : known?.[message.messageId as string];
}
