import { formatStamp } from '@message-feedback/core';
import type { FeedbackStore } from '@message-feedback/proxy';

/** The user whose rows are read. */
export const READER = 'reader';

/** The id of the nth message. */
export function messageIdOf(index: number): string {
  return `3f2b8c1e-0d4a-4b6f-9a51-${index.toString(16).padStart(12, '0')}`;
}

/** Stores this many rows that are due, as after an outage. */
export async function seedBacklog(store: FeedbackStore, rows: number): Promise<void> {
  const feedback = { rating: 'dislike', reasons: ['Inaccurate'], comment: 'Wrong year.' } as const;
  const stamp = formatStamp({ ms: 1_700_000_000_000, counter: 0, clientId: 'seed' });
  const since = Date.now();
  const accept = (index: number) => {
    const submission = { userId: `waiting-${index % 10_000}`, message: { messageId: messageIdOf(index) } };
    return store.accept({ ...submission, feedback, stamp }, since);
  };
  for (let from = 0; from < rows; from += AT_ONCE) {
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, rows - from) }, (_, next) => accept(from + next)),
    );
  }
}

/** Submissions that share a commit. */
const AT_ONCE = 1_000;

/** Stores this many delivered rows of the reader, and as many of another user. */
export async function seedRows(store: FeedbackStore, rows: number): Promise<void> {
  const feedback = { rating: 'like', reasons: ['Accurate'], comment: 'Clear.' } as const;
  const stamp = formatStamp({ ms: 1_700_000_000_000, counter: 0, clientId: 'seed' });
  const terms = { holdMs: 0, mayReplaceSent: true, skipIfNothingSent: true };
  for (let index = 0; index < rows; index++) {
    const message = { messageId: messageIdOf(index) };
    for (const userId of [READER, 'another']) {
      await store.accept({ userId, message, feedback, stamp }, Date.now(), terms);
    }
  }
}
