import { createMemoryStore, type FeedbackStore } from '../src/index.ts';
import { LIKE, MESSAGE_ID, stampOf } from './test-proxy.ts';

/** A store with this many accepted submissions, as another process left it behind. */
export async function storeWith(count: number, users = 1): Promise<FeedbackStore> {
  const store = createMemoryStore();
  for (let index = 0; index < count; index++) {
    const userId = `user-${1 + (index % users)}`;
    const submission = { userId, message: { messageId: messageIdOf(index) }, feedback: LIKE };
    await store.accept({ ...submission, stamp: stampOf(1) }, Date.now());
  }
  return store;
}

export function messageIdOf(index: number): string {
  return MESSAGE_ID.slice(0, -5) + index.toString(16).padStart(5, '0');
}
