import { LIMITS } from '../feedback/limits.ts';
import type { LoadedFeedback, LoadFeedback, MessageRef, SubmitFeedback } from '../feedback/types.ts';
import {
  FEEDBACK_ERRORS,
  FeedbackError,
  type FeedbackErrorCode,
  type FeedbackErrorDetails,
  isFeedbackErrorCode,
} from './feedback-error.ts';
import { parseLoaded, parseReceipt } from './proxy-response.ts';
import { toReadBodies } from './read-bodies.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface ProxySubmitOptions {
  /** Where the proxy is mounted, such as `/api/message-feedback`. */
  readonly endpoint: string;
  /** Sent with every request. A function is called once per request, for tokens that change. */
  readonly headers?: HeadersInit | (() => HeadersInit);
  /** @default 'same-origin' */
  readonly credentials?: RequestCredentials;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
}

/** Speaks the wire contract with a feedback proxy. */
export function connectProxy({
  endpoint,
  headers,
  credentials = 'same-origin',
  // Looked up per call, because instrumentation may replace it later.
  fetch = (...args) => globalThis.fetch(...args),
}: ProxySubmitOptions): { readonly submit: SubmitFeedback; readonly load: LoadFeedback } {
  async function send(address: string, init: RequestInit): Promise<unknown> {
    const merged = new Headers(typeof headers === 'function' ? headers() : headers);
    merged.set('accept', 'application/json');
    if (init.body !== undefined) merged.set('content-type', 'application/json');
    const response = await fetch(address, { ...init, headers: merged, credentials }).catch(throwNetworkError);
    if (!response.ok) throw await responseError(response);
    return response.json().catch(() => undefined);
  }

  return {
    submit: async (submission, { signal, keepalive }) =>
      parseReceipt(
        await send(endpoint, { method: 'POST', body: JSON.stringify(submission), signal, keepalive }),
      ),

    async load(messages, { signal }) {
      const responses: LoadedFeedback[] = [];
      const sealed = messages.filter(({ token }) => token);
      for (const query of toQueries(messages.filter(({ token }) => !token))) {
        responses.push(
          parseLoaded(await send(`${endpoint}?${query}`, { method: 'GET', cache: 'no-store', signal })),
        );
      }
      for (const body of toReadBodies(sealed)) {
        responses.push(parseLoaded(await send(endpoint, { method: 'POST', body, signal })));
      }
      return {
        ...responses[0],
        items: responses.flatMap(({ items }) => items),
        restricted: responses.flatMap(({ restricted = [] }) => restricted),
      };
    },
  };
}

/** The queries that read these messages by their ids, as few as fit into a URL. */
export function toQueries(messages: readonly MessageRef[]): string[] {
  const queries: string[] = [];
  for (const { messageId } of messages) {
    const part = new URLSearchParams({ messageId }).toString();
    const query = queries.at(-1);
    if (query === undefined || query.length + part.length >= LIMITS.queryCharacters) queries.push(part);
    else queries[queries.length - 1] = `${query}&${part}`;
  }
  return queries;
}

function throwNetworkError(cause: unknown): never {
  // The caller aborted, so the caller's reason stays.
  if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
  throw new FeedbackError(
    'network',
    'The feedback proxy could not be reached, so the feedback is kept and sent again.',
    { cause },
  );
}

/** The error of an `application/problem+json` response. Other responses go by status. */
async function responseError(response: Response): Promise<FeedbackError> {
  const body: unknown = await response.json().catch(() => null);
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), Date.now());
  if (!isProblemResponse(body)) {
    const message = `The response with status ${response.status} is not from the feedback proxy. Check the endpoint.`;
    return new FeedbackError(codeOfStatus(response.status), message, { retryAfterMs });
  }
  const { code, detail, serverTime, problems, requestId } = body;
  return new FeedbackError(code, detail, { retryAfterMs, serverTime, problems: problems ?? [], requestId });
}

/** The body of the proxy's error response. Only `code` is checked; the proxy is trusted. */
interface ProblemResponse extends Omit<FeedbackErrorDetails, 'cause' | 'retryAfterMs'> {
  readonly code: FeedbackErrorCode;
  readonly detail: string;
}

function isProblemResponse(body: unknown): body is ProblemResponse {
  return isFeedbackErrorCode((body as Partial<ProblemResponse> | null)?.code);
}

/** The first code with this status, or the most similar one. */
function codeOfStatus(status: number): FeedbackErrorCode {
  const codes = Object.keys(FEEDBACK_ERRORS) as FeedbackErrorCode[];
  const known = status === 410 ? 404 : status === 425 ? 408 : status;
  return (
    codes.find((code) => FEEDBACK_ERRORS[code].status === known) ??
    (status < 500 ? 'invalid_submission' : 'unexpected_response')
  );
}
