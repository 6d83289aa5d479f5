import { countCharacters, FeedbackError, LIMITS, parseSubmission } from '@message-feedback/core';
import { checkMessage } from './check-message.ts';
import { checkOrigin } from './check-origin.ts';
import { checkMethod, checkStamp } from './check-request.ts';
import { createDelivery } from './delivery/create-delivery.ts';
import { errorNameOf } from './feedback-event.ts';
import { completeOptions, type FeedbackProxyOptions } from './feedback-proxy-options.ts';
import { checkAuthorized, identifyUser } from './identify-user.ts';
import { isProduction } from './is-production.ts';
import { readJson } from './read-json.ts';
import { readMessageIds } from './read-message-ids.ts';
import { respond, respondWithProblem } from './respond.ts';
import { toItems, toReceipt } from './saved-feedback.ts';
import { guardStore } from './stores/guard-store.ts';

/**
 * Takes feedback from the browser, keeps it durably and brings it to the upstream, whose key it holds. Throws a `TypeError`
 * for options that cannot work. The worker starts at once; call `close` before the process ends.
 */
export function createFeedbackProxy(options: FeedbackProxyOptions): FeedbackProxy {
  const settings = completeOptions(options);
  const { adapter, identify, authorize, trustedOrigins, emit, now, timings } = settings;
  const store = guardStore(settings.store);
  const delivery = createDelivery(settings);

  if (!store.durable && isProduction()) emit({ type: 'store_not_durable' });
  if (settings.worker) delivery.start();

  async function fetch(request: Request): Promise<Response> {
    const requestId = crypto.randomUUID();
    try {
      checkMethod(request.method);
      checkOrigin(request, trustedOrigins);
      const userId = await identifyUser(identify, request);
      const answer = request.method === 'POST' ? submit(request, userId, requestId) : load(request, userId);
      return respond(await answer, requestId);
    } catch (error) {
      return respondWithProblem(report(error, requestId), requestId);
    }
  }

  async function submit(request: Request, userId: string, requestId: string): Promise<unknown> {
    const body = await readJson(request, { maxBytes: LIMITS.requestBytes, timeoutMs: timings.bodyMs });
    const { message: reference, feedback, stamp } = parseSubmission(body, adapter.capabilities.limits);
    const message = checkMessage(reference, adapter.ids);
    checkStamp(stamp, now());
    await checkAuthorized(authorize, { user: userId, message });

    const of = { adapter: adapter.name, requestId, messageId: message.messageId };
    const { status, row } = await store.accept({ userId, message, feedback, stamp }, now());
    if (status === 'superseded') {
      emit({ type: 'superseded', ...of });
      return toReceipt(row, { type: 'superseded', row });
    }
    if (status === 'repeated') return toReceipt(row, await delivery.join(row, requestId));

    const commentCharacters = countCharacters(feedback.comment);
    emit({ type: 'accepted', ...of, reasons: feedback.reasons.length, commentCharacters });
    return toReceipt(row, await delivery.deliver(row, requestId));
  }

  async function load(request: Request, userId: string): Promise<unknown> {
    const asked = readMessageIds(request.url, adapter.ids);
    const rows = await store.get(userId, [...asked.keys()]);
    return { items: toItems(rows, asked), capabilities: adapter.capabilities };
  }

  function report(error: unknown, requestId: string): FeedbackError {
    const failure = error instanceof FeedbackError ? error : unforeseen(error);
    const { code, status, message: detail, cause } = failure;
    const errorName = cause === undefined ? null : errorNameOf(cause);
    emit({ type: 'request_failed', requestId, code, status, detail, errorName });
    return failure;
  }

  return { fetch, GET: fetch, POST: fetch, deliverDue: delivery.deliverDue, close: delivery.close };
}

export interface FeedbackProxy {
  /** Answers one request; never rejects. The path is the host's business and not looked at. */
  fetch(this: void, request: Request): Promise<Response>;
  /** `fetch` under the names that Next.js looks for. */
  GET(this: void, request: Request): Promise<Response>;
  POST(this: void, request: Request): Promise<Response>;
  /** Delivers everything that is due and resolves when nothing is; for a cron job where no process lives between requests. */
  deliverDue(this: void): Promise<void>;
  /**
   * Starts no more deliveries and waits for those in flight, at most 12 seconds. What is left waits in the store. Closes
   * nothing that the host has opened.
   */
  close(this: void): Promise<void>;
}

function unforeseen(cause: unknown): FeedbackError {
  return new FeedbackError(
    'internal',
    'The proxy failed in a way that was not foreseen. Send it again; if it fails again, tell the operator the request id.',
    { cause },
  );
}
