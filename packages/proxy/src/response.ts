import { FEEDBACK_ERRORS, type FeedbackError } from '@message-feedback/core';

/** A successful answer. */
export function respond(body: unknown, requestId: string): Response {
  return Response.json(body, { headers: headersFor(requestId, 'application/json') });
}

/** A failure as RFC 9457 `application/problem+json`. Holds the error's own three-part message and nothing of its cause. */
export function respondWithProblem(error: FeedbackError, requestId: string): Response {
  const { code, message, problems, serverTime, retryAfterMs } = error;
  const { status, retryable } = FEEDBACK_ERRORS[code];
  const headers = headersFor(requestId, 'application/problem+json');
  if (retryAfterMs !== undefined) headers.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  if (code === 'method_not_allowed') headers.set('allow', 'GET, POST');

  return Response.json(
    {
      type: `${ERROR_PAGES}/${code}.md`,
      title: titleOf(code),
      status,
      detail: message,
      code,
      retryable,
      requestId,
      ...(problems.length > 0 && { problems }),
      ...(serverTime !== undefined && { serverTime }),
    },
    { status, headers },
  );
}

const ERROR_PAGES = 'https://github.com/message-feedback/message-feedback/blob/main/docs/errors';

function headersFor(requestId: string, type: string): Headers {
  return new Headers({
    'content-type': type,
    // What one user said is nobody else's to see, so no cache may keep it.
    'cache-control': 'no-store',
    vary: 'Cookie, Authorization',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  });
}

function titleOf(code: string): string {
  const title = code.replaceAll('_', ' ').replace('json', 'JSON');
  return title.charAt(0).toUpperCase() + title.slice(1);
}
