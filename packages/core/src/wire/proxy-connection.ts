import type { LoadedFeedback, LoadFeedback, SubmitFeedback } from '../feedback/types.ts';
import {
  FEEDBACK_ERRORS,
  FeedbackError,
  type FeedbackErrorCode,
  type FeedbackErrorDetails,
  isFeedbackErrorCode,
} from './feedback-error.ts';
import { parseLoaded, parseReceipt } from './proxy-response.ts';
import type { ProxySubmitOptions } from './proxy-submit.ts';
import { toQueries } from './queries.ts';
import { parseRetryAfter } from './retry-after.ts';

/** Speaks the wire contract with a feedback proxy. */
export function connectProxy({
  endpoint,
  headers,
  credentials = 'same-origin',
  // Looked up per call, so that instrumentation which comes later is seen.
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
      for (const query of toQueries(messages)) {
        responses.push(
          parseLoaded(await send(`${endpoint}?${query}`, { method: 'GET', cache: 'no-store', signal })),
        );
      }
      return {
        ...responses[0],
        items: responses.flatMap(({ items }) => items),
        ratable: responses.flatMap(({ ratable = [] }) => ratable),
      };
    },
  };
}

function throwNetworkError(cause: unknown): never {
  // An abort is the caller's own doing and keeps its reason.
  if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
  throw new FeedbackError(
    'network',
    'The feedback proxy could not be reached, so the feedback waits here and is sent again.',
    { cause },
  );
}

/** Reads a problem+json answer; an answer of anything else in between (a gateway, a login page) goes by its status. */
async function responseError(response: Response): Promise<FeedbackError> {
  const body: unknown = await response.json().catch(() => null);
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), Date.now());
  if (!isProblem(body)) {
    return new FeedbackError(codeOfStatus(response.status), `The server answered ${response.status}.`, {
      retryAfterMs,
    });
  }
  const { code, detail, serverTime, problems, requestId } = body;
  return new FeedbackError(code, detail, { retryAfterMs, serverTime, problems: problems ?? [], requestId });
}

/** What the proxy answers when it fails. Its other fields are the proxy's own and taken as they are. */
interface Problem extends Omit<FeedbackErrorDetails, 'cause' | 'retryAfterMs'> {
  readonly code: FeedbackErrorCode;
  readonly detail: string;
}

function isProblem(body: unknown): body is Problem {
  return isFeedbackErrorCode((body as Partial<Problem> | null)?.code);
}

/** The first code of the table with this status, or what stands for its kind. */
function codeOfStatus(status: number): FeedbackErrorCode {
  const codes = Object.keys(FEEDBACK_ERRORS) as FeedbackErrorCode[];
  const kin = status === 410 ? 404 : status === 425 ? 408 : status;
  return (
    codes.find((code) => FEEDBACK_ERRORS[code].status === kin) ??
    (status < 500 ? 'invalid_submission' : 'unexpected_answer')
  );
}
