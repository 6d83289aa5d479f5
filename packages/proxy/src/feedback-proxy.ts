import {
  countCharacters,
  FeedbackError,
  LIMITS,
  type MessageRef,
  parseSubmission,
  type Rating,
} from '@message-feedback/core';
import { acceptanceTerms } from './acceptance-terms.ts';
import type { UpstreamMessage } from './adapters/feedback-adapter.ts';
import { readAskedMessages } from './asked-messages.ts';
import { createDelivery } from './delivery/delivery.ts';
import { isProduction } from './environment.ts';
import { checkFeedback, checkRatable } from './feedback-check.ts';
import { completeOptions, type FeedbackProxyOptions } from './feedback-proxy-options.ts';
import { identifyUser } from './identity.ts';
import { readJson } from './json-body.ts';
import { admitMessage } from './message-admission.ts';
import { lookUpMessage } from './message-lookup.ts';
import { createOperations, type Operations } from './operations.ts';
import { checkOrigin } from './origin.ts';
import { errorNameOf } from './proxy-event.ts';
import { readRatable } from './ratable-messages.ts';
import { checkRate } from './rate-limit.ts';
import { checkMethod, checkStamp } from './request-check.ts';
import { respond, respondWithProblem } from './response.ts';
import { createResponseBodies } from './response-bodies.ts';
import type { UserSubmission } from './stores/feedback-store.ts';
import { guardStore } from './stores/guarded-store.ts';
import { watchStore } from './stores/watched-store.ts';

/**
 * Takes feedback from the browser, keeps it durably and brings it to the upstream, whose key it holds. Throws a `TypeError`
 * for options that cannot work. The worker starts at once; call `close` before the process ends.
 */
export function createFeedbackProxy(options: FeedbackProxyOptions): FeedbackProxy {
  const complete = completeOptions(options);
  const settings = { ...complete, store: watchStore(complete.store, complete) };
  const { adapter, identify, trustedOrigins, limiter, emit, now, timings } = settings;
  const { capabilities } = adapter;
  const store = guardStore(settings.store);
  const delivery = createDelivery(settings);
  const responseBodies = createResponseBodies({ capabilities, now });
  const lookUp = { adapter, timeoutMs: timings.lookUpMs };

  if (!store.durable && isProduction()) emit({ type: 'store_not_durable' });
  if (settings.worker) delivery.start();

  async function fetch(request: Request): Promise<Response> {
    const requestId = crypto.randomUUID();
    const { method } = request;
    try {
      checkMethod(method);
      checkOrigin(request, trustedOrigins);
      const userId = await identifyUser(identify, request);
      await checkRate(limiter, { userId, method, emit });
      const content = method === 'POST' ? submit(request, userId, requestId) : load(request, userId);
      return respond(await content, requestId);
    } catch (error) {
      return respondWithProblem(report(error, requestId), requestId);
    }
  }

  async function submit(request: Request, userId: string, requestId: string): Promise<unknown> {
    const body = await readJson(request, { maxBytes: LIMITS.requestBytes, timeoutMs: timings.bodyMs });
    const { message: reference, feedback, stamp } = parseSubmission(body, capabilities.limits);
    checkFeedback(feedback, adapter);
    checkStamp(stamp, now());
    const message = await admitRating(reference, feedback.rating, userId);

    return take({ userId, message, feedback, stamp }, requestId);
  }

  async function take(submission: UserSubmission, requestId: string): Promise<unknown> {
    const { userId, feedback, stamp } = submission;
    const { messageId } = submission.message;
    const eventFields = { adapter: adapter.name, requestId, messageId };
    const { status, row } = await store.accept(submission, now(), acceptanceTerms(feedback, capabilities));
    switch (status) {
      case 'superseded':
        emit({ type: 'superseded', ...eventFields });
        return responseBodies.toReceipt(row, { type: 'superseded', row });
      case 'too_late':
        emit({ type: 'superseded', ...eventFields });
        return responseBodies.toLateReceipt(row, stamp);
      case 'repeated': {
        const result = await delivery.join(row, requestId);
        if (result !== null) return responseBodies.toReceipt(row, result);
        // Somebody may wait in another process and be told that it is refused, so the store has to know of this promise.
        if (await store.markPromised({ userId, messageId }, stamp)) {
          return responseBodies.toReceipt(row, { type: 'accepted' });
        }
        return take(submission, requestId);
      }
      case 'accepted': {
        const commentCharacters = countCharacters(feedback.comment);
        emit({ type: 'accepted', ...eventFields, reasons: feedback.reasons.length, commentCharacters });
        return responseBodies.toReceipt(row, await delivery.deliver(row, requestId));
      }
      default:
        return status satisfies never;
    }
  }

  /** The message, if this user may give it this rating. */
  async function admitRating(
    reference: MessageRef,
    rating: Rating | null,
    userId: string,
  ): Promise<UpstreamMessage> {
    const admitted = await admitMessage(reference, userId, settings);
    if (rating === null) return admitted;
    const message = await lookUpMessage(admitted, userId, lookUp);
    checkRatable(rating, message, adapter);
    return message;
  }

  async function load(request: Request, userId: string): Promise<unknown> {
    const { spellings, sealed } = await readAskedMessages(request.url, userId, settings);
    const rows = await store.get(userId, [...spellings.keys()]);
    const ratable = await readRatable(sealed, userId, lookUp);
    const items = responseBodies.toItems(rows, spellings);
    return { items, capabilities, ...(ratable.length > 0 && { ratable }) };
  }

  function report(error: unknown, requestId: string): FeedbackError {
    const failure = error instanceof FeedbackError ? error : unforeseen(error);
    const { code, status, message: detail, cause } = failure;
    const errorName = cause === undefined ? null : errorNameOf(cause);
    emit({ type: 'request_failed', requestId, code, status, detail, errorName });
    return failure;
  }

  return { fetch, GET: fetch, POST: fetch, ...createOperations(settings, delivery) };
}

export interface FeedbackProxy extends Operations {
  /** Answers one request; never rejects. The path is the host's business and not looked at. */
  fetch(this: void, request: Request): Promise<Response>;
  /** `fetch` under the names that Next.js looks for. */
  GET(this: void, request: Request): Promise<Response>;
  POST(this: void, request: Request): Promise<Response>;
}

function unforeseen(cause: unknown): FeedbackError {
  return new FeedbackError(
    'internal',
    'The proxy failed in a way that was not foreseen. Send it again; if it fails again, tell the operator the request id.',
    { cause },
  );
}
