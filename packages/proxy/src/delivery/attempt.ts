import { parseRetryAfter } from '@message-feedback/core';
import type {
  DeliveryOutcome,
  FeedbackAdapter,
  UpstreamMessage,
  UpstreamResponse,
} from '../adapters/feedback-adapter.ts';
import { TokenError, TokenRefusedError, TokenUnavailableError } from '../adapters/token-errors.ts';
import {
  checkTraceId,
  parseJsonObject,
  type Transport,
  wasNeverSent,
} from '../adapters/upstream-exchange.ts';
import { errorNameOf } from '../error-name.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { withTimeLimit } from '../time-limit.ts';
import type { Timings } from '../timings.ts';

/**
 * Sends a row's submission: once, and again if the upstream rejected its token or callback ids and
 * the host has others. The time limit covers everything. Never rejects.
 */
export async function attemptDelivery(row: FeedbackRow, options: AttemptOptions): Promise<Attempt> {
  const hostInputs = createHostInputs(row, options);
  for (;;) {
    const attempt = await attemptOnce(row, hostInputs, options);
    const { renewed, error } = await hostInputs.renew(attempt.outcome);
    if (!renewed) return error === undefined ? attempt : { ...attempt, adapterError: error };
  }
}

export interface AttemptOptions {
  readonly adapter: FeedbackAdapter;
  readonly send: Transport;
  readonly now: () => number;
  readonly timings: Pick<Timings, 'upstreamMs'>;
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
  const { adapter, now, send } = options;
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
    response = await send(request, { now, timeoutMs: hostInputs.timeLeft() });
  } catch (error) {
    const outcome = { type: wasNeverSent(error) ? ('retry' as const) : ('uncertain' as const) };
    return { ...nothingSent, sentAt, outcome };
  }

  const { status } = response;
  try {
    const outcome = withRetryAfter(
      markAsMisconfigured(adapter.readOutcome(response, submission), response),
      response,
    );
    const traceId = checkTraceId(adapter.traceIdOf?.(response) ?? null);
    return { outcome, status, traceId, sentAt };
  } catch (adapterError) {
    return { outcome: { type: 'uncertain' }, status, traceId: null, sentAt, adapterError };
  }
}

/**
 * A rejection counts only in the vendor's own format. An HTML page may come from a firewall that
 * blocks this one text.
 */
function markAsMisconfigured(outcome: DeliveryOutcome, { body }: UpstreamResponse): DeliveryOutcome {
  if (outcome.type !== 'held' || outcome.accountWide || parseJsonObject(body) !== null) return outcome;
  return { ...outcome, misconfigured: true };
}

function withRetryAfter(outcome: DeliveryOutcome, response: UpstreamResponse): DeliveryOutcome {
  if (outcome.type === 'delivered' || outcome.type === 'refused') return outcome;
  const afterMs = parseRetryAfter(response.headers.get('retry-after'), response.receivedAt);
  // A header of 0 asks for no wait.
  return afterMs ? { ...outcome, afterMs } : outcome;
}

/** Gets the token and the callback ids from the host. Renews each at most once per attempt. */
function createHostInputs(
  { userId, message }: FeedbackRow,
  { adapter, now, timings }: AttemptOptions,
): HostInputs {
  const { getToken, tokenOption = 'getToken', resolveMessage } = adapter;
  const deadline = now() + timings.upstreamMs;
  let token: string | null = null;
  let callbackIds = message.callbackIds;
  let tokenRenewed = false;
  let idsRenewed = false;

  const timeLeft = () => Math.max(1, deadline - now());

  async function getValidToken(rejected?: string): Promise<string | null> {
    if (getToken === undefined) return null;
    const token = await withTimeLimit(timeLeft(), () =>
      getToken({ userId, ...(rejected !== undefined && { rejected }) }),
    ).catch(refuse);
    // A header can hold only these characters. The usual culprit is a trailing line break.
    if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
    throw new TokenRefusedError(
      `The ${tokenOption} function did not return a valid token or key, so nothing was sent. Return it alone, without "Bearer" and white space.`,
    );

    function refuse(cause: unknown): never {
      if (cause instanceof TokenError) throw cause;
      throw new TokenRefusedError(
        `The ${tokenOption} function failed with ${errorNameOf(cause)}, so nothing was sent. Throw a TokenRefusedError or a TokenUnavailableError there to explain it here.`,
        { cause },
      );
    }
  }

  async function resolve(): Promise<UpstreamMessage['callbackIds']> {
    if (resolveMessage === undefined) return undefined;
    const { callbackIds: _, ...ids } = message;
    const found = await withTimeLimit(timeLeft(), () => resolveMessage({ userId, message: ids }));
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
          return { renewed: token !== rejected };
        }
        if (outcome.type === 'refused' && outcome.stale === true && resolveMessage && !idsRenewed) {
          idsRenewed = true;
          const rejected = callbackIds;
          callbackIds = await resolve();
          const renewed =
            callbackIds !== undefined && JSON.stringify(callbackIds) !== JSON.stringify(rejected);
          return { renewed };
        }
      } catch (error) {
        // Keeps the upstream's outcome. The next attempt calls the host's function again.
        return { renewed: false, error };
      }
      return { renewed: false };
    },
  };
}

interface HostInputs {
  /** Milliseconds left of the attempt, at least 1. */
  timeLeft(): number;
  /** Rejects with `HostInputsUnavailable` if the host cannot provide them. */
  get(): Promise<{ readonly token: string | null; readonly message: UpstreamMessage }>;
  /**
   * Replaces a rejected token or callback ids. `renewed`: whether the attempt can be repeated;
   * `error`: what the host's function threw.
   */
  renew(outcome: DeliveryOutcome): Promise<{ readonly renewed: boolean; readonly error?: unknown }>;
}

/** Why no request can be built. `cause`: the error of the host's function. */
class HostInputsUnavailable extends Error {
  readonly outcome: DeliveryOutcome;

  constructor(outcome: DeliveryOutcome, cause?: unknown) {
    super('The host did not provide the token or the callback ids of the request.', { cause });
    this.outcome = outcome;
  }
}
