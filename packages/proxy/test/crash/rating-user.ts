import { setTimeout as delay } from 'node:timers/promises';
import { type Feedback, formatStamp } from '@message-feedback/core';

/**
 * A user who rates messages of their own, one request after the other, and remembers what was sent and what was answered with 200.
 * What is not answered is sent once more as it was, as a browser does, or something newer in its place, as people do.
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
      // The node died before the answer was whole.
      .catch(() => null);
    if (response === null || response.status >= 500) return false;
    if (response.status !== 200)
      throw new Error(`A submission was answered with ${response.status}: ${response.text}`);
    unconfirmed = null;
    // What a user gets back is what is promised, even if it is not what they said.
    const { stamp: promised } = JSON.parse(response.text) as { stamp: string };
    const before = confirmed.get(submission.message.messageId);
    if (before === undefined || promised > before) confirmed.set(submission.message.messageId, promised);
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
  /** Everything that was ever sent, by message and stamp. */
  readonly sent: ReadonlyMap<string, ReadonlyMap<string, Feedback>>;
  /** The newest stamp that was answered with 200, by message. */
  readonly confirmed: ReadonlyMap<string, string>;
  /** Sends one submission, for what was not answered yet if there is such, and resolves to whether it was answered with 200. */
  rate(messageId?: string): Promise<boolean>;
  /** Goes on and on, and tells of each answer. */
  rateUntil(signal: AbortSignal, onAnswer: () => void): Promise<void>;
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

/** A comment that is never said twice, so that nothing else passes for it. */
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
