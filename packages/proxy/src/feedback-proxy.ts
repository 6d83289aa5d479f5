import { countCharacters, FeedbackError, LIMITS, parseSubmission } from '@message-feedback/core';
import { readRestrictedMessages } from './admission/accepted-ratings.ts';
import {
  type RequestedRead,
  readInBody,
  readInQuery,
  readRequestedMessages,
} from './admission/requested-messages.ts';
import { acceptanceTerms, admitSubmission } from './admission/submission.ts';
import { checkMeantFor, createUserTags } from './admission/user-tags.ts';
import { createDelivery } from './delivery/delivery.ts';
import { errorNameOf } from './error-name.ts';
import { completeOptions, type FeedbackProxyOptions } from './feedback-proxy-options.ts';
import { clientAddress } from './http/client-address.ts';
import { allowTrustedOrigin, isPreflight, respondToPreflight } from './http/cors.ts';
import { type IncomingRequest, type PlainResponse, rememberHandler } from './http/exchange.ts';
import { createOpenRequests } from './http/open-requests.ts';
import { createRateLimits, POINTS } from './http/rate-limits.ts';
import { checkMethod, checkOrigin, incomingRequestOf, readJson } from './http/request.ts';
import { createResponseBodies, respond, respondWithProblem, toResponse } from './http/response.ts';
import { identifyUser } from './http/user.ts';
import { createOperations, type Operations } from './operations/operations.ts';
import type { LeaseTerms, UserSubmission } from './stores/feedback-store.ts';
import { guardStore, watchStore } from './stores/watched-store.ts';

/**
 * Creates the server side of the kit: takes feedback from the browser, stores it and delivers it to
 * the upstream. The browser never gets the upstream's key. Throws a `TypeError` for options that cannot
 * work. The new proxy does nothing yet, except that `telemetry` observes the store: the first request
 * or `start` starts the proxy. Call `close` before the process ends.
 *
 * @example
 * const sessions = new Map<string, string>(); // Your sessions: cookie → user id.
 * const proxy = createFeedbackProxy({
 *   adapter: createDifyAdapter({ apiKey: 'app-…', baseUrl: 'https://api.dify.ai/v1' }),
 *   identify: (request) => sessions.get(request.headers.get('cookie') ?? ''),
 *   store: createMemoryStore(),
 *   trustedOrigins: ['https://chat.example.com'],
 * });
 * export default { fetch: proxy.fetch }; // Bun, Deno and workers; the README has the others.
 */
export function createFeedbackProxy(options: FeedbackProxyOptions): FeedbackProxy {
  const complete = completeOptions(options);
  const settings = { ...complete, store: watchStore(complete.store, complete) };
  const { adapter, identify, trustedOrigins, trustedProxies, emit, now, timings, telemetry } = settings;
  const { capabilities } = adapter;
  const store = guardStore(settings.store);
  const delivery = createDelivery(settings);
  const responseBodies = createResponseBodies({ capabilities, now });
  const requests = createOpenRequests();
  const userTags = createUserTags({ userTagKey: settings.userTagKey, store });

  const { limiter: user, addressLimiter: address, totalLimiter: total } = settings;
  const rates = createRateLimits({
    limiters: { user, address, total },
    emit,
    limiterMs: timings.limiterMs,
  });
  let started = false;

  function start(): void {
    if (started) return;
    started = true;
    if (!store.durable && isProduction()) emit({ type: 'store_not_durable' });
    if (settings.worker) delivery.start();
  }

  async function fetch(request: Request, context?: HandlerContext): Promise<Response> {
    const handled = handle(incomingRequestOf(request));
    // Next.js passes a context of its own.
    if (typeof context?.waitUntil === 'function') context.waitUntil(handled.then(delivery.idle));
    return toResponse(await handled);
  }

  async function handle(incoming: IncomingRequest): Promise<PlainResponse> {
    start();
    const { request } = incoming;
    const response = await requests.track(
      telemetry.traceRequest(request, (onRead) => responseTo(incoming, crypto.randomUUID(), onRead)),
    );
    allowTrustedOrigin(response, request, trustedOrigins);
    return response;
  }

  async function responseTo(
    incoming: IncomingRequest,
    requestId: string,
    onRead: () => void,
  ): Promise<PlainResponse> {
    const { request } = incoming;
    const { method } = request;
    let userTag: string | undefined;
    try {
      if (isPreflight(request)) return respondToPreflight(request, trustedOrigins);
      checkMethod(method);
      checkOrigin(request, trustedOrigins);
      await rates.checkAddress(clientAddress(request, trustedProxies), POINTS.request);
      const userId = await identifyUser(identify, request, timings);
      userTag = await userTags.tagOf(userId);
      await rates.checkUser(userId, POINTS.request);
      const user = { userId, userTag };
      const content =
        method === 'POST'
          ? handleBody(incoming, user, requestId, onRead)
          : load(readInQuery(request.url), user);
      return respond({ ...(await content), userTag }, { requestId, serverTime: now() });
    } catch (error) {
      return respondWithProblem(report(error, requestId), { requestId, serverTime: now() }, userTag);
    }
  }

  async function handleBody(
    incoming: IncomingRequest,
    user: TaggedUser,
    requestId: string,
    onRead: () => void,
  ): Promise<object> {
    const body = await readJson(incoming, { maxBytes: LIMITS.requestBytes, timeoutMs: timings.bodyMs });
    const read = readInBody(body);
    if (read !== null) {
      onRead();
      return load(read, user);
    }
    await rates.checkAddress(clientAddress(incoming.request, trustedProxies), POINTS.submission);
    await rates.checkUser(user.userId, POINTS.submission);
    return submit(body, user, requestId);
  }

  async function submit(body: unknown, { userId, userTag }: TaggedUser, requestId: string): Promise<object> {
    const parsed = parseSubmission(body, capabilities.limits);
    checkMeantFor(parsed.userTag, userTag);
    return storeAndDeliver(await admitSubmission(parsed, userId, settings), requestId);
  }

  async function storeAndDeliver(submission: UserSubmission, requestId: string): Promise<object> {
    const { userId, feedback, stamp } = submission;
    const { messageId } = submission.message;
    const eventFields = { adapter: adapter.name, requestId, messageId };
    if (!delivery.mayAccept(userId, messageId)) await checkKnown(userId, messageId);
    const terms = acceptanceTerms(feedback, capabilities);
    const accept = (lease?: LeaseTerms) => store.accept(submission, now(), terms, lease);
    const { status, row, result } = await delivery.acceptAndDeliver(accept, terms, requestId);
    switch (status) {
      case 'superseded':
        emit({ type: 'superseded', ...eventFields });
        return responseBodies.toReceipt(row, { type: 'superseded', row });
      case 'too_late':
        emit({ type: 'superseded', ...eventFields });
        return responseBodies.toLateReceipt(row, stamp);
      case 'repeated': {
        const joined = await delivery.join(row, requestId);
        if (joined !== null) return responseBodies.toReceipt(row, joined);
        // Another process may be about to refuse this submission. Record in the store that we respond
        // `accepted`.
        if (await store.markPromised({ userId, messageId }, stamp)) {
          return responseBodies.toReceipt(row, { type: 'accepted' });
        }
        return storeAndDeliver(submission, requestId);
      }
      case 'accepted': {
        const commentCharacters = countCharacters(feedback.comment);
        emit({ type: 'accepted', ...eventFields, reasons: feedback.reasons.length, commentCharacters });
        return responseBodies.toReceipt(row, await (result ?? delivery.deliver(row, requestId)));
      }
      default:
        return status satisfies never;
    }
  }

  async function checkKnown(userId: string, messageId: string): Promise<void> {
    const rows = await store.get(userId, [messageId]);
    if (rows.length > 0) return;
    throw new FeedbackError(
      'too_many_requests',
      "Many of this user's messages are unknown to the upstream, so nothing was stored. Try again after Retry-After.",
      { retryAfterMs: timings.unknownRetryMs },
    );
  }

  async function load(read: RequestedRead, { userId, userTag }: TaggedUser): Promise<object> {
    checkMeantFor(read.userTag, userTag);
    const { browserIds, skipped, sealed } = await readRequestedMessages(read.messages, userId, settings);
    const rows = await store.get(userId, [...browserIds.keys()]);
    const restricted = await readRestrictedMessages(sealed, userId, settings);
    const items = responseBodies.toItems(rows, browserIds);
    return {
      items,
      capabilities,
      ...(restricted.length > 0 && { restricted }),
      ...(skipped.length > 0 && { skipped }),
    };
  }

  function report(error: unknown, requestId: string): FeedbackError {
    const failure = error instanceof FeedbackError ? error : unexpectedError(error);
    const { code, status, message: detail, cause } = failure;
    const errorName = cause === undefined ? null : errorNameOf(cause);
    emit({ type: 'request_failed', requestId, code, status, detail, errorName });
    return failure;
  }

  rememberHandler(fetch, { handle, sendWith: settings.sendWith });
  const operations = createOperations(settings, { delivery, requests });
  return { start, fetch, GET: fetch, POST: fetch, OPTIONS: fetch, ...operations };
}

/** The part of an edge platform's context that the proxy uses. */
export interface HandlerContext {
  /** Keeps the process running until the promise is settled. */
  waitUntil?(promise: Promise<unknown>): void;
}

interface TaggedUser {
  readonly userId: string;
  readonly userTag: string;
}

export interface FeedbackProxy extends Operations {
  /**
   * Starts the worker, which delivers what an earlier process left behind. Call it when a server
   * starts; otherwise the first request does. Until then the proxy sends, reads and writes nothing,
   * except for metrics, so loading your module starts nothing.
   */
  start(this: void): void;
  /**
   * Handles one request and never rejects. Ignores the path, so the host can mount it anywhere. With
   * the `context` of an edge platform, a delivery that outlasts the response can finish before the platform
   * stops the process.
   */
  fetch(this: void, request: Request, context?: HandlerContext): Promise<Response>;
  /** `fetch` under the name that Next.js expects. */
  GET(this: void, request: Request): Promise<Response>;
  /** `fetch` under the name that Next.js expects. */
  POST(this: void, request: Request): Promise<Response>;
  /** `fetch` under the name that Next.js expects, for preflights of `trustedOrigins`. */
  OPTIONS(this: void, request: Request): Promise<Response>;
}

function unexpectedError(cause: unknown): FeedbackError {
  return new FeedbackError(
    'internal',
    'The proxy failed unexpectedly. Try again. If it fails again, give the operator the request id.',
    { cause },
  );
}

/** Reads `NODE_ENV` if the runtime has a `process`. */
function isProduction(): boolean {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.NODE_ENV === 'production';
}
