import { parseRetryAfter } from '@message-feedback/core';
import type { DeliveryOutcome } from '../adapters/delivery-outcome.ts';
import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { UpstreamRequest, UpstreamResponse } from '../adapters/upstream-exchange.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { wasNeverSent } from './connection-error.ts';
import { CredentialsUnavailable, createCredentials, type UpstreamCredentials } from './credentials.ts';
import { sendUpstream } from './upstream-call.ts';

/**
 * Sends what a row wants, and says how it went: once, and once more when the host has another token or newer callback ids than
 * the upstream rejected. The time limit covers everything. Never rejects.
 */
export async function attemptDelivery(row: FeedbackRow, options: AttemptOptions): Promise<Attempt> {
  const credentials = createCredentials(row, options);
  for (;;) {
    const attempt = await attemptOnce(row, credentials, options);
    if (!(await credentials.renew(attempt.outcome))) return attempt;
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
  /** The upstream's HTTP status; `null` when it gave no answer. */
  readonly status: number | null;
  /** The upstream's own id of the exchange; `null` when it gave none. */
  readonly traceId: string | null;
  readonly sentAt: number;
  /** What the adapter, or a function of the host's that it needs, threw. */
  readonly adapterError?: unknown;
}

async function attemptOnce(
  row: FeedbackRow,
  credentials: UpstreamCredentials,
  options: AttemptOptions,
): Promise<Attempt> {
  const { adapter, now, fetch } = options;
  const nothingSent = { status: null, traceId: null, sentAt: now() };

  let request: UpstreamRequest;
  let submission: Parameters<FeedbackAdapter['toRequest']>[0];
  try {
    const { token, message } = await credentials.get();
    submission = { message, feedback: row.submission.feedback };
    const made = adapter.toRequest(submission, { userId: row.userId, token });
    if ('type' in made) return { ...nothingSent, outcome: made };
    request = made;
  } catch (error) {
    if (!(error instanceof CredentialsUnavailable))
      return { ...nothingSent, outcome: { type: 'retry' }, adapterError: error };
    const { outcome, cause } = error;
    return { ...nothingSent, outcome, ...(cause !== undefined && { adapterError: cause }) };
  }

  const sentAt = now();
  let response: UpstreamResponse;
  try {
    response = await sendUpstream(request, { fetch, now, timeoutMs: credentials.timeLeft() });
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

/** It goes into the operator's events, so nothing that could be a sentence of the upstream's passes for an id. */
function traceIdOf(response: UpstreamResponse, adapter: FeedbackAdapter): string | null {
  const traceId = adapter.traceIdOf?.(response) ?? null;
  return traceId !== null && /^[\w.:-]{1,128}$/.test(traceId) ? traceId : null;
}
