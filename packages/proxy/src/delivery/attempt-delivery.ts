import { parseRetryAfter } from '@message-feedback/core';
import type { DeliveryOutcome } from '../adapters/delivery-outcome.ts';
import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { UpstreamAnswer, UpstreamRequest } from '../adapters/upstream-exchange.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { createMeans, type Means, MeansMissing } from './create-means.ts';
import { wasNeverSent } from './never-sent.ts';
import { sendUpstream } from './send-upstream.ts';

/**
 * Sends what a row wants, and says how it went: once, and once more when the host has another token or newer callback ids than
 * the upstream rejected. The time limit covers everything. Never rejects.
 */
export async function attemptDelivery(row: FeedbackRow, options: AttemptOptions): Promise<Attempt> {
  const means = createMeans(row, options);
  for (;;) {
    const attempt = await attemptOnce(row, means, options);
    if (!(await means.renew(attempt.outcome))) return attempt;
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

async function attemptOnce(row: FeedbackRow, means: Means, options: AttemptOptions): Promise<Attempt> {
  const { adapter, now, fetch } = options;
  const unsent = { status: null, traceId: null, sentAt: now() };

  let request: UpstreamRequest;
  let submission: Parameters<FeedbackAdapter['toRequest']>[0];
  try {
    const { token, message } = await means.get();
    submission = { message, feedback: row.wanted.feedback };
    const made = adapter.toRequest(submission, { userId: row.userId, token });
    if ('type' in made) return { ...unsent, outcome: made };
    request = made;
  } catch (error) {
    if (!(error instanceof MeansMissing))
      return { ...unsent, outcome: { type: 'retry' }, adapterError: error };
    const { outcome, cause } = error;
    return { ...unsent, outcome, ...(cause !== undefined && { adapterError: cause }) };
  }

  const sentAt = now();
  let answer: UpstreamAnswer;
  try {
    answer = await sendUpstream(request, { fetch, now, timeoutMs: means.timeLeft() });
  } catch (error) {
    const outcome = { type: wasNeverSent(error) ? ('retry' as const) : ('uncertain' as const) };
    return { ...unsent, sentAt, outcome };
  }

  const { status } = answer;
  try {
    const outcome = withRetryAfter(adapter.readOutcome(answer, submission), answer);
    return { outcome, status, traceId: traceIdOf(answer, adapter), sentAt };
  } catch (adapterError) {
    return { outcome: { type: 'uncertain' }, status, traceId: null, sentAt, adapterError };
  }
}

function withRetryAfter(outcome: DeliveryOutcome, { headers, receivedAt }: UpstreamAnswer): DeliveryOutcome {
  if (outcome.type === 'delivered' || outcome.type === 'refused') return outcome;
  const afterMs = parseRetryAfter(headers.get('retry-after'), receivedAt);
  return afterMs === undefined ? outcome : { ...outcome, afterMs };
}

/** It goes into the operator's events, so nothing that could be a sentence of the upstream's passes for an id. */
function traceIdOf(answer: UpstreamAnswer, adapter: FeedbackAdapter): string | null {
  const traceId = adapter.traceIdOf?.(answer) ?? null;
  return traceId !== null && /^[\w.:-]{1,128}$/.test(traceId) ? traceId : null;
}
