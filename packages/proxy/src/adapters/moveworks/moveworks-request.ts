import { countCharacters, type Feedback, type ProblemDetail, type Rating } from '@message-feedback/core';
import type {
  CallbackIds,
  DeliveryOutcome,
  RequestContext,
  UpstreamRequest,
  UpstreamSubmission,
} from '../feedback-adapter.ts';
import type { FoldFeedback } from '../folded-feedback.ts';
import { upstreamUrl } from '../upstream-exchange.ts';

/**
 * Builds Moveworks' feedback request. Returns a `stale` refusal if the message has no callback id
 * for this rating; a new lookup may find one.
 */
export function toMoveworksRequest(
  { message, feedback }: UpstreamSubmission,
  { token }: RequestContext,
  { baseUrl, assistantName, formatFeedback }: MoveworksRequestSettings,
): UpstreamRequest | DeliveryOutcome {
  const { messageId, conversationId = '', responseId = '', callbackIds } = message;
  // Moveworks cannot revoke, and the proxy never sends a revoked rating here.
  if (feedback.rating === null) return { type: 'refused', code: 'upstream_refused' };
  const callbackId = callbackIds?.[CALLBACK_FIELDS[feedback.rating]];
  if (callbackId === undefined) return { type: 'refused', code: 'not_ratable', stale: true };
  if (additionalFeedbackProblems(feedback, formatFeedback).length > 0) {
    return { type: 'refused', code: 'upstream_refused' };
  }

  const text = formatFeedback(feedback);
  return {
    url: upstreamUrl(baseUrl, [
      ...['conversations', conversationId],
      ...['responses', responseId],
      ...['messages', messageId, 'feedback'],
    ]),
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Assistant-Name': assistantName,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify({ callback_id: callbackId, ...(text !== '' && { additional_feedback: text }) }),
  };
}

export const CALLBACK_FIELDS: Readonly<Record<Rating, keyof CallbackIds>> = {
  like: 'helpful',
  dislike: 'unhelpful',
};

/** Reports a text that is too long, because Moveworks may refuse or cut it. */
export function additionalFeedbackProblems(
  feedback: Feedback,
  formatFeedback: FoldFeedback,
): ProblemDetail[] {
  const count = feedback.rating === null ? 0 : countCharacters(formatFeedback(feedback));
  if (count <= ADDITIONAL_FEEDBACK_CHARACTERS) return [];
  const over = count - ADDITIONAL_FEEDBACK_CHARACTERS;
  const message = `Reasons and comment have ${count} characters together, but ${ADDITIONAL_FEEDBACK_CHARACTERS} is the limit. Shorten them by ${over}.`;
  return [{ field: 'feedback.comment', code: 'too_long', message }];
}

/** The limit of `additional_feedback` in Moveworks' API reference. */
const ADDITIONAL_FEEDBACK_CHARACTERS = 1_000;

interface MoveworksRequestSettings {
  readonly baseUrl: string;
  readonly assistantName: string;
  readonly formatFeedback: FoldFeedback;
}
