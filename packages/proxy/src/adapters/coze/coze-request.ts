import type { Rating } from '@message-feedback/core';
import { checkBaseUrl, unusableOption } from '../adapter-options.ts';
import type { RequestContext, UpstreamRequest, UpstreamSubmission } from '../feedback-adapter.ts';
import { upstreamUrl } from '../upstream-exchange.ts';

/**
 * Coze's feedback request. Always sends the complete feedback: Coze keeps only the last submission.
 */
export function toCozeRequest(
  { message, feedback }: UpstreamSubmission,
  { token }: RequestContext,
  settings: CozeRequestSettings,
): UpstreamRequest {
  const { messageId, conversationId = '' } = message;
  const path = ['v1', 'conversations', conversationId, 'messages', messageId, 'feedback'];
  const url = upstreamUrl(settings.baseUrl, path);
  const headers = { Authorization: `Bearer ${token ?? settings.token}`, Accept: 'application/json' };
  if (feedback.rating === null) return { url, method: 'DELETE', headers };

  const { rating, reasons, comment } = feedback;
  return {
    url,
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      feedback_type: FEEDBACK_TYPES[rating],
      ...(reasons.length > 0 && { reason_types: reasons }),
      ...(comment !== '' && { comment }),
    }),
  };
}

/**
 * The base URL without its trailing slash. Throws a `TypeError` for a URL that no token should be
 * sent to, and for one that ends with the version of a Coze API: with it, every path would be
 * wrong.
 */
export function checkCozeBaseUrl(caller: string, baseUrl: string, allowInsecureBaseUrl = false): string {
  const example = 'https://api.coze.cn';
  const checked = checkBaseUrl({ caller, option: 'baseUrl', baseUrl, allowInsecureBaseUrl, example });
  if (!/\/v\d+$/.test(checked)) return checked;
  throw unusableOption(caller, 'baseUrl ends with a version', `Pass one without it, such as "${example}".`);
}

const FEEDBACK_TYPES: Readonly<Record<Rating, string>> = { like: 'like', dislike: 'unlike' };

interface CozeRequestSettings {
  readonly baseUrl: string;
  /** One token for all users; `null` if each user has their own. */
  readonly token: string | null;
}
