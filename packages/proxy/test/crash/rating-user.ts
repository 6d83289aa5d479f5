import { setTimeout as delay } from 'node:timers/promises';
import { type Feedback, formatStamp } from '@message-feedback/core';

/**
 * A user who rates their own messages, one request after another, and records the submissions and
 * the confirmed stamps. After a request without a confirmation, the user sends the same submission
 * again, as a browser does, or a newer one.
 */
export function createRatingUser({ userId, messageIds, random, urlOf }: RatingUserOptions): RatingUser {
  const sent = new Map<string, Map<string, Feedback>>(messageIds.map((id) => [id, new Map()]));
  const confirmed = new Map<string, string>();
  let unconfirmed: Submission | null = null;
  let count = 0;

  function submissionFor(messageId: string): Submission {
    const stamp = formatStamp({ ms: Date.now(), counter: count % 90_000, clientId: userId });
    const feedback = randomFeedback(++count, random);
    sent.get(messageId)?.set(stamp, feedback);
    return { message: { messageId }, feedback, stamp };
  }

  async function rate(messageId = pick(messageIds, random)): Promise<boolean> {
    const submission: Submission =
      unconfirmed !== null && random() < 0.5
        ? unconfirmed
        : submissionFor(unconfirmed?.message.messageId ?? messageId);
    unconfirmed = submission;
    const headers = { 'content-type': 'application/json', 'x-user': userId };
    const response = await fetch(urlOf(), { method: 'POST', headers, body: JSON.stringify(submission) })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      // The node died before its response was complete.
      .catch(() => null);
    if (response === null || response.status >= 500) return false;
    if (response.status !== 200)
      throw new Error(`A submission got the response ${response.status}: ${response.text}`);
    unconfirmed = null;
    // The response confirms its own stamp, which may be a newer one than the request's.
    const { stamp: newest } = JSON.parse(response.text) as { stamp: string };
    const before = confirmed.get(submission.message.messageId);
    if (before === undefined || newest > before) confirmed.set(submission.message.messageId, newest);
    return true;
  }

  return {
    userId,
    messageIds,
    sent,
    confirmed,
    rate,
    async rateUntil(signal, onConfirmed) {
      while (!signal.aborted) {
        if (await rate()) onConfirmed();
        else await delay(25);
      }
    },
  };
}

export interface RatingUser {
  readonly userId: string;
  readonly messageIds: readonly string[];
  /** All submissions, by message and stamp. */
  readonly sent: ReadonlyMap<string, ReadonlyMap<string, Feedback>>;
  /** The newest confirmed stamp, by message. */
  readonly confirmed: ReadonlyMap<string, string>;
  /**
   * Sends one submission, for the message that still lacks a confirmation if there is one. Resolves
   * to whether it was confirmed.
   */
  rate(messageId?: string): Promise<boolean>;
  /** Rates until the signal aborts, and reports each confirmation. */
  rateUntil(signal: AbortSignal, onConfirmed: () => void): Promise<void>;
}

export interface RatingUserOptions {
  /** Of letters and digits. */
  readonly userId: string;
  readonly messageIds: readonly string[];
  readonly random: () => number;
  readonly urlOf: () => string;
}

interface Submission {
  readonly message: { readonly messageId: string };
  readonly feedback: Feedback;
  readonly stamp: string;
}

/** Each comment is unique, so that a test can tell submissions apart. */
function randomFeedback(count: number, random: () => number): Feedback {
  const rating = pick(['like', 'dislike', null] as const, random);
  if (rating === null) return { rating, reasons: [], comment: '' };
  return { rating, reasons: [], comment: `comment ${count}` };
}

export function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
}
