import { parseRetryAfter } from '@message-feedback/core';
import type {
  DeliveryOutcome,
  FeedbackAdapter,
  UpstreamAnswer,
  UpstreamRequest,
} from '../adapters/feedback-adapter.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { sendUpstream } from './send-upstream.ts';

/** Sends what a row wants, once, and says how it went. Never rejects. */
export async function attemptDelivery(row: FeedbackRow, options: AttemptOptions): Promise<Attempt> {
  const { adapter, now, fetch, timeoutMs } = options;
  const sentAt = now();
  const submission = { message: row.message, feedback: row.wanted.feedback };

  let request: UpstreamRequest;
  try {
    request = adapter.toRequest(submission, { userId: row.userId });
  } catch (adapterError) {
    return { outcome: { type: 'retry' }, status: null, sentAt, adapterError };
  }

  let answer: UpstreamAnswer;
  try {
    answer = await sendUpstream(request, { fetch, timeoutMs });
  } catch {
    // A refused connection looks like one that broke after the upstream had read everything.
    return { outcome: { type: 'uncertain' }, status: null, sentAt };
  }

  const { status } = answer;
  try {
    const outcome = withRetryAfter(adapter.readOutcome(answer, submission), answer, now());
    return { outcome, status, sentAt };
  } catch (adapterError) {
    return { outcome: { type: 'uncertain' }, status, sentAt, adapterError };
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
  readonly sentAt: number;
  /** What the adapter threw, where it did. */
  readonly adapterError?: unknown;
}

function withRetryAfter(outcome: DeliveryOutcome, { headers }: UpstreamAnswer, now: number): DeliveryOutcome {
  if (outcome.type === 'delivered' || outcome.type === 'refused' || outcome.afterMs !== undefined)
    return outcome;
  const afterMs = parseRetryAfter(headers.get('retry-after'), now);
  return afterMs === undefined ? outcome : { ...outcome, afterMs };
}
