import type { RequestContext, UpstreamRequest, UpstreamSubmission } from '../feedback-adapter.ts';
import type { FoldFeedback } from '../folded-feedback.ts';
import { upstreamUrl } from '../upstream-exchange.ts';

/**
 * Dify's feedback request. Always sends the complete feedback, because Dify erases a comment that is
 * left out.
 */
export function toDifyRequest(
  { message, feedback }: UpstreamSubmission,
  { userId, token }: RequestContext,
  { apiKey, baseUrl, formatContent }: DifySettings,
): UpstreamRequest {
  const content = feedback.rating === null ? '' : formatContent(feedback);
  return {
    url: upstreamUrl(baseUrl, ['messages', message.messageId, 'feedbacks']),
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token ?? apiKey}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    // An explicit `null` shows in logs of the traffic that the rating is revoked.
    body: JSON.stringify({
      rating: feedback.rating,
      user: userId,
      ...(content === '' ? {} : { content }),
    }),
  };
}

export interface DifySettings {
  /** `null` if a function of the host returns it. */
  readonly apiKey: string | null;
  readonly baseUrl: string;
  readonly formatContent: FoldFeedback;
}
