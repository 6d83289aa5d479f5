import type { FeedbackStore } from '@message-feedback/proxy';

/** The key of a user's feedback for a message. */
export function keyOf(user: string | null, messageId: string): string {
  return `${user} ${messageId}`;
}

/** Records what a store accepts. `onAccept` gets each stamp that the store has then. */
export function createAccepts(onAccept: (stamp: string, messageId: string, userId: string) => void) {
  const largest = new Map<string, string>();
  const all = new Set<string>();

  return {
    /** The largest stamp that the store has accepted, by `keyOf`. */
    largest,
    /** Whether the store has, or had, a submission with this stamp. */
    has: (user: string | null, messageId: string, stamp: string) => all.has(keyOf(user, messageId) + stamp),
    watch(store: FeedbackStore): FeedbackStore {
      return {
        ...store,
        async accept(submit, ...terms) {
          const acceptance = await store.accept(submit, ...terms);
          const { messageId } = submit.message;
          const key = keyOf(submit.userId, messageId);
          const { stamp } = acceptance.row.submission;
          onAccept(stamp, messageId, submit.userId);
          all.add(key + stamp);
          if (stamp > (largest.get(key) ?? '')) largest.set(key, stamp);
          return acceptance;
        },
      };
    },
  };
}
