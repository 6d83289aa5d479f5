import { LIMITS } from '../feedback/limits.ts';
import type {
  LoadedFeedback,
  LoadFeedback,
  MessageRef,
  SentSubmission,
  SubmitFeedback,
} from '../feedback/types.ts';
import {
  FeedbackError,
  type FeedbackErrorCode,
  type FeedbackErrorDetails,
  isFeedbackErrorCode,
} from './feedback-error.ts';
import { parseLoaded, parseReceipt } from './proxy-response.ts';
import { toReadBodies } from './read-bodies.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface ProxySubmitOptions {
  /**
   * Where the proxy is mounted, such as `/api/message-feedback`. It may have a query or a trailing slash,
   * or be on another origin. A fragment is not sent. Start it with a slash or a scheme: it also names the
   * destination, which must be the same on all pages.
   */
  readonly endpoint: string;
  /** Sent with every request. A function is called once per request, for tokens that change. */
  readonly headers?: HeadersInit | (() => HeadersInit) | undefined;
  /** @default 'same-origin' */
  readonly credentials?: RequestCredentials | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Sends submissions to a feedback proxy and reads saved feedback. */
export function connectProxy({
  endpoint,
  headers,
  credentials = 'same-origin',
  // Looked up per call, because instrumentation may replace it later.
  fetch = (...args) => globalThis.fetch(...args),
}: ProxySubmitOptions): { readonly submit: SubmitFeedback; readonly load: LoadFeedback } {
  const [address = ''] = endpoint.split('#');

  async function send(address: string, init: RequestInit): Promise<unknown> {
    const merged = new Headers(typeof headers === 'function' ? headers() : headers);
    merged.set('accept', 'application/json');
    if (init.body !== undefined) merged.set('content-type', 'application/json');
    try {
      const response = await fetch(address, { ...init, headers: merged, credentials }).catch(
        throwNetworkError,
      );
      if (!response.ok) throw await responseError(response);
      return await response.json().catch(() => undefined);
    } finally {
      // Whatever an abort has interrupted, the caller gets the reason of the abort.
      init.signal?.throwIfAborted();
    }
  }

  return {
    async submit(submission, { signal, keepalive, sentAt }) {
      const sent: SentSubmission = sentAt === undefined ? submission : { ...submission, sentAt };
      return parseReceipt(
        await send(address, { method: 'POST', body: JSON.stringify(sent), signal, keepalive }),
      );
    },

    async load(messages, { signal, userTag }) {
      const responses: LoadedFeedback[] = [];
      const byId = messages.filter(({ token }) => !token);
      const urls = toReadUrls(address, byId, userTag);
      // One body holds more ids than several URLs, so it replaces several requests by one.
      const areFew = urls.length <= 1;
      const inBodies = areFew ? messages.filter(({ token }) => token) : messages;
      const take = (body: unknown) => {
        const response = parseLoaded(body);
        responses.push(response);
        if (response.userTag !== responses[0]?.userTag) throw userChanged();
      };
      for (const url of areFew ? urls : []) {
        take(await send(url, { method: 'GET', cache: 'no-store', signal }));
      }
      for (const body of toReadBodies(inBodies, userTag)) {
        take(await send(address, { method: 'POST', body, signal }));
      }
      return {
        ...responses[0],
        items: responses.flatMap(({ items }) => items),
        restricted: responses.flatMap(({ restricted = [] }) => restricted),
        skipped: responses.flatMap(({ skipped = [] }) => skipped),
      };
    },
  };
}

/**
 * The URLs that read the saved feedback of these messages by their ids, as few as `LIMITS.urlCharacters` allows. A sealed
 * reference never appears in a URL. With `userTag`, they read the feedback of this user only.
 */
export function toReadUrls(address: string, messages: readonly MessageRef[], userTag?: string): string[] {
  const meantFor = userTag === undefined ? '' : `${new URLSearchParams({ userTag })}&`;
  const start = address + (!address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&') + meantFor;
  const room = LIMITS.urlCharacters - absoluteLength(start);
  const queries: string[] = [];
  for (const { messageId } of messages) {
    const part = new URLSearchParams({ messageId }).toString();
    const query = queries.at(-1);
    if (query === undefined || query.length + 1 + part.length > room) queries.push(part);
    else queries[queries.length - 1] = `${query}&${part}`;
  }
  return queries.map((query) => start + query);
}

/** Servers count the whole URL, and the page's address completes a relative one. */
function absoluteLength(address: string): number {
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  return URL.canParse(address, location?.href)
    ? new URL(address, location?.href).href.length
    : address.length;
}

/** The parts of one read must not belong to two users. */
function userChanged(): FeedbackError {
  const message = 'The signed-in user changed during the read, so the read is repeated.';
  return new FeedbackError('unexpected_response', message);
}

function throwNetworkError(cause: unknown): never {
  throw new FeedbackError('network', 'The feedback proxy could not be reached, so the request is repeated.', {
    cause,
  });
}

/**
 * The error of an unsuccessful response. Only the proxy's own problem document can refuse or hold
 * feedback. An HTML page from a gateway, a firewall or a captive portal is a transient error,
 * whatever its status.
 */
async function responseError(response: Response): Promise<FeedbackError> {
  const isProblem = /^application\/problem\+json\b/i.test(response.headers.get('content-type') ?? '');
  const body: unknown = isProblem ? await response.json().catch(() => null) : null;
  // A date in `Retry-After` is in the server's time, and the device's clock may be wrong.
  const serverTime = Date.parse(response.headers.get('date') ?? '') || Date.now();
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), serverTime);
  if (!isProblemResponse(body)) {
    const message = `The response with status ${response.status} is not from a feedback proxy of this version, so the request is repeated. Check the endpoint.`;
    return new FeedbackError('unexpected_response', message, { retryAfterMs });
  }
  const { code, detail, userTag, problems, requestId } = body;
  return new FeedbackError(code, detail, {
    retryAfterMs,
    serverTime: body.serverTime,
    userTag,
    problems: problems ?? [],
    requestId,
  });
}

/** The body of the proxy's error response. Only `code` is checked; the proxy is trusted. */
interface ProblemResponse extends Omit<FeedbackErrorDetails, 'cause' | 'retryAfterMs'> {
  readonly code: FeedbackErrorCode;
  readonly detail: string;
}

/** A code that this client does not know comes from a newer proxy, and is a transient error too. */
function isProblemResponse(body: unknown): body is ProblemResponse {
  return isFeedbackErrorCode((body as Partial<ProblemResponse> | null)?.code);
}
