import type { UpstreamSubmission } from '../feedback-adapter.ts';
import type { FoldFeedback } from '../folded-feedback.ts';
import type { UpstreamRequest } from '../upstream-exchange.ts';
import { upstreamUrl } from '../upstream-url.ts';

/** The call that tells Dify. The whole record goes every time: Dify erases a comment that is left out. */
export function toDifyRequest(
  { message, feedback }: UpstreamSubmission,
  userId: string,
  { apiKey, baseUrl, formatContent }: DifySettings,
): UpstreamRequest {
  const content = feedback.rating === null ? '' : formatContent(feedback);
  return {
    url: upstreamUrl(baseUrl, ['messages', message.messageId, 'feedbacks']),
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    // A `null` is written out: it says "taken back" to a reader of the traffic, where a missing field says nothing.
    body: JSON.stringify({
      rating: feedback.rating,
      user: userId,
      ...(content === '' ? {} : { content }),
    }),
  };
}

export interface DifySettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly formatContent: FoldFeedback;
}
