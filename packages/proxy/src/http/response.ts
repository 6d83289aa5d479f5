import {
  type Capabilities,
  type ConfirmedFeedback,
  FEEDBACK_ERRORS,
  FeedbackError,
  type FeedbackItem,
  type FeedbackReceipt,
} from '@message-feedback/core';
import { messageNotFound, notRatable } from '../admission/accepted-ratings.ts';
import type { DeliveryResult } from '../delivery/finish-attempt.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import type { PlainResponse } from './exchange.ts';

/**
 * A success. Every body carries the proxy's time: unlike a header, pages of other origins can read
 * it without further permission.
 */
export function respond(body: object, { requestId, serverTime }: ResponseContext): PlainResponse {
  return {
    status: 200,
    headers: headersFor(requestId, 'application/json'),
    body: JSON.stringify({ ...body, serverTime }),
  };
}

/** The response for runtimes with `Request` and `Response`. */
export function toResponse({ body, ...init }: PlainResponse): Response {
  return new Response(body, init);
}

/**
 * A failure as RFC 9457 `application/problem+json`. Contains the error's message and nothing of its
 * cause. Without a user tag if the request failed before its user was known.
 */
export function respondWithProblem(
  error: FeedbackError,
  { requestId, serverTime }: ResponseContext,
  userTag?: string,
): PlainResponse {
  const { code, message, problems, retryAfterMs } = error;
  const { status, retryable } = FEEDBACK_ERRORS[code];
  const headers = headersFor(requestId, 'application/problem+json');
  if (retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1000));
  if (code === 'method_not_allowed') headers.allow = 'GET, POST';

  return {
    status,
    headers,
    body: JSON.stringify({
      type: `${ERROR_PAGES}/${code}.md`,
      title: titleOf(code),
      status,
      detail: message,
      code,
      retryable,
      requestId,
      ...(userTag !== undefined && { userTag }),
      ...(problems.length > 0 && { problems }),
      serverTime,
    }),
  };
}

export interface ResponseContext {
  readonly requestId: string;
  /** The proxy's clock, in milliseconds since 1970. */
  readonly serverTime: number;
}

const ERROR_PAGES = 'https://github.com/message-feedback/message-feedback/blob/main/docs/errors';

function headersFor(requestId: string, type: string): Record<string, string> {
  return {
    'content-type': type,
    // A response is for one user only, so no cache may keep it.
    'cache-control': 'no-store',
    vary: 'Origin, Cookie, Authorization',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  };
}

function titleOf(code: string): string {
  const title = code.replaceAll('_', ' ').replace('json', 'JSON');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** Turns rows into the bodies that the browser gets. */
export function createResponseBodies({ capabilities, now }: ResponseBodiesOptions): ResponseBodies {
  function toConfirmed(row: FeedbackRow): ConfirmedFeedback {
    const { feedback, stamp } = row.submission;
    return { feedback, stamp, ...undoTerms(row, capabilities, now()) };
  }

  return {
    toReceipt(row, result) {
      switch (result.type) {
        case 'delivered':
        case 'accepted':
          return { status: result.type, ...toConfirmed(row) };
        case 'superseded':
          return { status: result.type, ...toConfirmed(result.row) };
        case 'refused':
          throw REFUSALS[result.code]();
        default:
          return result satisfies never;
      }
    },

    toLateReceipt: (row, stamp) => ({ ...toConfirmed(row), status: 'superseded', stamp }),

    toItems: (rows, browserIds) =>
      rows.map((row) => {
        const { messageId } = row.message;
        return { messageId: browserIds.get(messageId) ?? messageId, ...toConfirmed(row) };
      }),
  };
}

export interface ResponseBodies {
  /** For a submission. Throws a `FeedbackError` if the upstream refused it permanently. */
  toReceipt(row: FeedbackRow, result: DeliveryResult): FeedbackReceipt;
  /**
   * For a submission that came too late to change the upstream. The stored feedback gets the stamp
   * of this submission, because the browser keeps the feedback with the larger stamp.
   */
  toLateReceipt(row: FeedbackRow, stamp: string): FeedbackReceipt;
  /** For a read. `browserIds` maps each normalized message id to the id that the browser sent. */
  toItems(rows: readonly FeedbackRow[], browserIds: ReadonlyMap<string, string>): FeedbackItem[];
}

interface ResponseBodiesOptions {
  readonly capabilities: Capabilities;
  readonly now: () => number;
}

const REFUSALS = {
  message_not_found: messageNotFound,
  not_ratable: notRatable,
  upstream_refused: () =>
    new FeedbackError(
      'upstream_refused',
      "The assistant's service refused this feedback permanently, so it was not stored. Change it, or give the operator the request id.",
    ),
} as const;

/** Until when the user can undo this feedback, and whether it is final. */
function undoTerms(
  { dueAt, uncertainUntil, delivered, submission }: FeedbackRow,
  { revoke, change }: Capabilities,
  now: number,
): { undoUntil: string | null; final: boolean } {
  const free = { undoUntil: null, final: false };
  if ((revoke && change === true) || submission.feedback.rating === null) return free;
  const reached = uncertainUntil !== null || (delivered !== null && delivered.feedback.rating !== null);
  if (!reached && dueAt === null) return free;
  if (!reached && dueAt !== null && dueAt > now) return { ...free, undoUntil: new Date(dueAt).toISOString() };
  // A due row is on its way, or may be on its way before an undo can arrive.
  return { ...free, final: !revoke && change !== true };
}
