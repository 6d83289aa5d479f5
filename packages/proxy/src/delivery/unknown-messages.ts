import { keepNewest } from '../keep-newest.ts';
import type { FeedbackRow, FeedbackStore } from '../stores/feedback-store.ts';
import { PROXY_LIMITS, type Timings } from '../timings.ts';

/**
 * Limits the messages that the upstream has never found: a signed-in user can invent any number
 * of ids, and each costs a row, a few retries and an alert. Counts in this process; the store
 * bounds the rows.
 */
export function createUnknownMessages({ store, now, timings }: UnknownMessagesOptions): UnknownMessages {
  /** The least recently active user comes first. */
  const byUser = new Map<string, UserMessages>();
  let cleanAt = 0;

  function messagesOf(userId: string): UserMessages {
    const found = byUser.get(userId) ?? { since: new Map(), reportedAt: Number.NEGATIVE_INFINITY };
    byUser.delete(userId);
    byUser.set(userId, found);
    keepNewest(byUser, PROXY_LIMITS.rememberedRows);
    return found;
  }

  async function remove(selection: Parameters<NonNullable<FeedbackStore['removeUnknown']>>[0]) {
    // `watchStore` has emitted `store_failed`. The next removal takes these rows, too.
    await store.removeUnknown?.(selection).catch(() => 0);
  }

  return {
    notFound({ userId, message: { messageId } }) {
      const { since } = messagesOf(userId);
      if (!since.has(messageId)) since.set(messageId, now());
    },

    found({ userId, message: { messageId } }) {
      byUser.get(userId)?.since.delete(messageId);
    },

    isFull(userId, messageId) {
      const since = byUser.get(userId)?.since;
      if (since === undefined || since.has(messageId)) return false;
      for (const [id, at] of since) if (now() - at >= timings.unknownMs) since.delete(id);
      return since.size >= PROXY_LIMITS.unknownPerUser;
    },

    async deadLettered({ userId }) {
      await remove({ userId, keep: PROXY_LIMITS.unknownPerUser });
      const messages = messagesOf(userId);
      const repeated = now() - messages.reportedAt < timings.unknownReportMs;
      if (!repeated) messages.reportedAt = now();
      return repeated;
    },

    async removeOld() {
      if (now() < cleanAt) return;
      cleanAt = now() + timings.unknownMs;
      await remove({ failingBefore: now() - timings.unknownKeptMs });
    },
  };
}

export interface UnknownMessages {
  /** Records that the upstream does not find the message. */
  notFound(row: FeedbackRow): void;
  /** Records that the upstream knows the message. */
  found(row: FeedbackRow): void;
  /** Whether so many other messages of this user were not found that a new one must wait. */
  isFull(userId: string, messageId: string): boolean;
  /**
   * Removes the user's oldest dead letters of unknown messages above the limit. Resolves to whether
   * one of this user's raised an alert within the last day.
   */
  deadLettered(row: FeedbackRow): Promise<boolean>;
  /** Removes the dead letters of this kind that are older than a week, at most once an hour. */
  removeOld(): Promise<void>;
}

interface UnknownMessagesOptions {
  readonly store: FeedbackStore;
  readonly now: () => number;
  readonly timings: Timings;
}

interface UserMessages {
  /** When the upstream first did not find each message. */
  readonly since: Map<string, number>;
  reportedAt: number;
}
