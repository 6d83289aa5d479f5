import { parseRetryAfter } from '@message-feedback/core';
import type { UpstreamResponse } from '../adapters/feedback-adapter.ts';
import {
  type DeliveryOutcome,
  type FeedbackAdapter,
  TokenUnavailableError,
  type UpstreamMessage,
} from '../adapters/feedback-adapter.ts';
import { sendUpstream, wasNeverSent } from '../adapters/upstream-exchange.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { withTimeLimit } from '../time-limit.ts';

/**
 * Sends a row's submission: once, and again if the upstream rejected its token or callback ids and
 * the host has others. The time limit covers everything. Never rejects.
 */
export async function attemptDelivery(row: FeedbackRow, options: AttemptOptions): Promise<Attempt> {
  const hostInputs = createHostInputs(row, options);
  for (;;) {
    const attempt = await attemptOnce(row, hostInputs, options);
    if (!(await hostInputs.renew(attempt.outcome))) return attempt;
  }
}

export interface AttemptOptions {
  readonly adapter: FeedbackAdapter;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly timeoutMs: number;
}

export interface Attempt {
  readonly outcome: DeliveryOutcome;
  /** The upstream's HTTP status; `null` without a response. */
  readonly status: number | null;
  /** The upstream's own id of the request; `null` if it sent none. */
  readonly traceId: string | null;
  readonly sentAt: number;
  /** What the adapter, or a function of the host that it uses, threw. */
  readonly adapterError?: unknown;
}

async function attemptOnce(
  row: FeedbackRow,
  hostInputs: HostInputs,
  options: AttemptOptions,
): Promise<Attempt> {
  const { adapter, now, fetch } = options;
  const nothingSent = { status: null, traceId: null, sentAt: now() };

  let request: ReturnType<FeedbackAdapter['toRequest']>;
  let submission: Parameters<FeedbackAdapter['toRequest']>[0];
  try {
    const { token, message } = await hostInputs.get();
    submission = { message, feedback: row.submission.feedback };
    request = adapter.toRequest(submission, { userId: row.userId, token });
    if ('type' in request) return { ...nothingSent, outcome: request };
  } catch (error) {
    if (!(error instanceof HostInputsUnavailable))
      return { ...nothingSent, outcome: { type: 'retry' }, adapterError: error };
    const { outcome, cause } = error;
    return { ...nothingSent, outcome, ...(cause !== undefined && { adapterError: cause }) };
  }

  const sentAt = now();
  let response: UpstreamResponse;
  try {
    response = await sendUpstream(request, { fetch, now, timeoutMs: hostInputs.timeLeft() });
  } catch (error) {
    const outcome = { type: wasNeverSent(error) ? ('retry' as const) : ('uncertain' as const) };
    return { ...nothingSent, sentAt, outcome };
  }

  const { status } = response;
  try {
    const outcome = withRetryAfter(adapter.readOutcome(response, submission), response);
    return { outcome, status, traceId: traceIdOf(response, adapter), sentAt };
  } catch (adapterError) {
    return { outcome: { type: 'uncertain' }, status, traceId: null, sentAt, adapterError };
  }
}

function withRetryAfter(
  outcome: DeliveryOutcome,
  { headers, receivedAt }: UpstreamResponse,
): DeliveryOutcome {
  if (outcome.type === 'delivered' || outcome.type === 'refused') return outcome;
  const afterMs = parseRetryAfter(headers.get('retry-after'), receivedAt);
  return afterMs === undefined ? outcome : { ...outcome, afterMs };
}

/** The id goes into events, so it must not be able to hold a sentence of the upstream. */
function traceIdOf(response: UpstreamResponse, adapter: FeedbackAdapter): string | null {
  const traceId = adapter.traceIdOf?.(response) ?? null;
  return traceId !== null && /^[\w.:-]{1,128}$/.test(traceId) ? traceId : null;
}

/** Gets the token and the callback ids from the host. Renews each at most once per attempt. */
function createHostInputs(
  { userId, message }: FeedbackRow,
  { adapter, now, timeoutMs }: AttemptOptions,
): HostInputs {
  const { getToken, resolveMessage } = adapter;
  const deadline = now() + timeoutMs;
  let token: string | null = null;
  let callbackIds = message.callbackIds;
  let tokenRenewed = false;
  let idsRenewed = false;

  const timeLeft = () => Math.max(1, deadline - now());

  async function getValidToken(rejected?: string): Promise<string | null> {
    if (getToken === undefined) return null;
    const asked = await withTimeLimit(timeLeft(), async () =>
      getToken({ userId, ...(rejected !== undefined && { rejected }) }),
    );
    // A header can hold only these characters. Usually a line break at the end is too much.
    if (typeof asked === 'string' && /^[\x21-\x7e]+$/.test(asked)) return asked;
    throw new TypeError('The getToken function did not return a token, so nothing was sent.');
  }

  async function resolve(): Promise<UpstreamMessage['callbackIds']> {
    if (resolveMessage === undefined) return undefined;
    const { callbackIds: _, ...ids } = message;
    const found = await withTimeLimit(timeLeft(), async () => resolveMessage({ userId, message: ids }));
    return found ?? undefined;
  }

  return {
    timeLeft,

    async get() {
      try {
        token ??= await getValidToken();
      } catch (cause) {
        // After any other error of the host's function, the row waits until the host has fixed it.
        throw new HostInputsUnavailable(
          { type: cause instanceof TokenUnavailableError ? 'retry' : 'held' },
          cause,
        );
      }
      try {
        callbackIds ??= await resolve();
      } catch (cause) {
        throw new HostInputsUnavailable({ type: 'retry' }, cause);
      }
      if (callbackIds === undefined && resolveMessage !== undefined) {
        throw new HostInputsUnavailable({ type: 'refused', code: 'message_not_found' });
      }
      return { token, message: callbackIds === undefined ? message : { ...message, callbackIds } };
    },

    async renew(outcome) {
      try {
        if (outcome.type === 'held' && token !== null && !tokenRenewed) {
          tokenRenewed = true;
          const rejected = token;
          token = await getValidToken(rejected);
          return token !== rejected;
        }
        if (outcome.type === 'refused' && outcome.stale === true && resolveMessage && !idsRenewed) {
          idsRenewed = true;
          const rejected = callbackIds;
          callbackIds = await resolve();
          return callbackIds !== undefined && JSON.stringify(callbackIds) !== JSON.stringify(rejected);
        }
      } catch {
        // The upstream's outcome stays. The next attempt calls the host's function again.
      }
      return false;
    },
  };
}

interface HostInputs {
  /** Milliseconds left of the attempt, at least 1. */
  timeLeft(): number;
  /** Rejects with `HostInputsUnavailable` if the host cannot provide them. */
  get(): Promise<{ readonly token: string | null; readonly message: UpstreamMessage }>;
  /** Replaces a rejected token or callback ids. Resolves to whether the attempt can be repeated. */
  renew(outcome: DeliveryOutcome): Promise<boolean>;
}

/** Why no request can be built. `cause`: the error of the host's function. */
class HostInputsUnavailable extends Error {
  readonly outcome: DeliveryOutcome;

  constructor(outcome: DeliveryOutcome, cause?: unknown) {
    super('The host did not provide the token or the callback ids of the request.', { cause });
    this.outcome = outcome;
  }
}
