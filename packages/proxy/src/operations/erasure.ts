import {
  type Capabilities,
  formatStamp,
  type MessageRef,
  NO_FEEDBACK,
  parseStamp,
} from '@message-feedback/core';
import type { Delivery } from '../delivery/delivery.ts';
import type { DeadLetterCause, FeedbackRow, FeedbackStore } from '../stores/feedback-store.ts';
import { messageIds, pagesOfUser } from './user-rows.ts';

/**
 * Revokes a user's ratings and removes the rows. A revocation is a submission like the user's own,
 * so an attempt in flight, a retry and a crash are not special cases.
 */
export async function eraseUser(options: EraseOptions, context: EraseContext): Promise<Erasure> {
  let deleted = 0;
  let revoked = 0;
  const notRevoked: NotRevoked[] = [];

  async function eraseRows(waiting: FeedbackRow[]): Promise<void> {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const end = await eraseRow(row, options, context);
      if (end.deleted) deleted++;
      if (end.cause === 'revoked') revoked++;
      else if (end.cause !== 'nothing_sent') {
        const { cause } = end;
        notRevoked.push({ ...messageIds(row), cause, deleted: end.deleted });
      }
    }
  }

  for await (const page of pagesOfUser(context.store, options.userId)) {
    const waiting = [...page];
    await Promise.all(Array.from({ length: CONCURRENT_REVOCATIONS }, () => eraseRows(waiting)));
  }
  return { deleted, revoked, notRevoked };
}

export interface EraseOptions {
  readonly userId: string;
  /**
   * For a rating whose revocation the upstream has not confirmed. `keep`: the proxy
   * removes the unsent reasons and comment, and keeps trying to revoke. The text that the upstream has
   * stays in the row until then. A later call deletes the row. `delete`: the row is deleted at once,
   * and the rating stays at the upstream.
   * @default 'keep'
   */
  readonly unavailable?: 'keep' | 'delete';
}

export interface Erasure {
  /** How many rows the store no longer has. */
  readonly deleted: number;
  /** How many ratings the upstream has revoked during this call. */
  readonly revoked: number;
  /** The ratings that the upstream has, or may have. */
  readonly notRevoked: readonly NotRevoked[];
}

export interface NotRevoked {
  readonly messageId: string;
  /** The message's ids at the upstream. */
  readonly message: MessageRef;
  /**
   * - `irrevocable`: this upstream cannot revoke a rating. Ask its vendor.
   * - `unavailable`: the upstream did not confirm the revocation in time, or could not be asked, or
   *   an uncertain attempt may still arrive, so that the revocation is sent again. Call `erase` again.
   * - `rated_again`: the user has rated the message in the meantime.
   * - any other: the upstream's refusal. Ask its vendor.
   */
  readonly cause: 'irrevocable' | 'unavailable' | 'rated_again' | DeadLetterCause;
  /** Whether its row is deleted. */
  readonly deleted: boolean;
}

interface EraseContext {
  readonly store: FeedbackStore;
  readonly delivery: Pick<Delivery, 'deliver'>;
  readonly capabilities: Capabilities;
  readonly now: () => number;
}

/** Fewer than the proxy's slots, so that users keep some. */
const CONCURRENT_REVOCATIONS = 8;

async function eraseRow(
  row: FeedbackRow,
  { unavailable = 'keep' }: EraseOptions,
  { store, delivery, capabilities: { revoke }, now }: EraseContext,
): Promise<RowErasure> {
  const { userId, message, submission, deadLetterCause } = row;
  const key = { userId, messageId: message.messageId };

  async function remove(stamp: string, cause: RowErasure['cause']): Promise<RowErasure> {
    return (await store.remove(key, stamp))
      ? { cause, deleted: true }
      : { cause: 'rated_again', deleted: false };
  }

  function keepOrDelete(): RowErasure | Promise<RowErasure> {
    return unavailable === 'delete' ? remove(stamp, 'unavailable') : { cause: 'unavailable', deleted: false };
  }

  async function remainingRow(): Promise<FeedbackRow | undefined> {
    return (await store.get(userId, [key.messageId]))[0];
  }

  /** Whether an earlier attempt may still arrive, so that the revocation has to be sent again. */
  async function isRepeated(): Promise<boolean> {
    const left = await remainingRow();
    return left?.submission.stamp === stamp && left.dueAt !== null;
  }

  /** After a refusal, the store has put the delivered submission back, or has removed the row. */
  async function removeRefused(cause: DeadLetterCause): Promise<RowErasure> {
    const left = await remainingRow();
    return left === undefined ? { cause, deleted: true } : remove(left.submission.stamp, cause);
  }

  // An earlier call, or the user, has tried to revoke it, and the upstream refused permanently.
  if (submission.feedback.rating === null && isRefusal(deadLetterCause)) {
    return remove(submission.stamp, deadLetterCause);
  }

  const stamp = laterStamp(submission.stamp, now());
  const terms = { holdMs: 0, mayReplaceSent: revoke, skipIfNothingSent: true };
  const revocation = { userId, message, feedback: NO_FEEDBACK, stamp };
  const accepted = await store.accept(revocation, now(), terms);
  if (accepted.status === 'too_late') return remove(accepted.row.submission.stamp, 'irrevocable');
  if (accepted.status !== 'accepted') return { cause: 'rated_again', deleted: false };
  if (accepted.row.dueAt === null) return remove(stamp, 'nothing_sent');

  const result = await delivery.deliver(accepted.row, crypto.randomUUID());
  switch (result.type) {
    case 'delivered':
      return (await isRepeated()) ? keepOrDelete() : remove(stamp, 'revoked');
    case 'refused':
      return removeRefused(result.code);
    case 'superseded':
      return { cause: 'rated_again', deleted: false };
    case 'accepted':
      return keepOrDelete();
    default:
      return result satisfies never;
  }
}

interface RowErasure {
  readonly cause: NotRevoked['cause'] | 'revoked' | 'nothing_sent';
  readonly deleted: boolean;
}

/** Whether the upstream itself has refused. After any other dead letter, it may still revoke. */
function isRefusal(cause: DeadLetterCause | null): cause is DeadLetterCause {
  return cause !== null && cause !== 'gave_up' && cause !== 'in_doubt' && cause !== 'blocked';
}

/** A stamp of this moment, or just after the row's own if that is later. */
function laterStamp(stamp: string, now: number): string {
  const last = parseStamp(stamp);
  if (last === null || last.ms < now) return formatStamp({ ms: now, counter: 0, clientId: 'erasure' });
  return formatStamp({ ms: last.ms + 1, counter: 0, clientId: 'erasure' });
}
