import type { DeliveryState, MessageDelivery } from '../engine/message-delivery.ts';
import type { FeedbackDraft } from '../feedback/draft.ts';
import {
  type ConfirmedFeedback,
  type Feedback,
  NO_FEEDBACK,
  type RatedMessage,
  type Rating,
} from '../feedback/types.ts';
import { EMPTY_REGISTER, type FeedbackRefusal, type FeedbackRegister } from './register.ts';

/** All that a client knows of one message. */
export interface FeedbackEntry {
  /** The newest reference: ids that upstreams need may come later than the message's own. */
  message: RatedMessage;
  /** The names under which bars listen: the message's own, and the one that it had while it streamed. */
  keys: readonly string[];
  register: FeedbackRegister;
  draft: FeedbackDraft | null;
  ratings: readonly Rating[];
  /** The stamp under which it stands in the journal. */
  journaled: string | null;
  /** Brings it to the proxy, once there has been something to bring. */
  delivery: MessageDelivery | null;
  snapshot: FeedbackSnapshot;
}

export interface FeedbackSnapshot {
  /** What to show. */
  readonly feedback: Feedback;
  /** What the proxy has confirmed; `null` when nothing is known of it. */
  readonly confirmed: ConfirmedFeedback | null;
  readonly refusal: FeedbackRefusal | null;
  readonly draft: FeedbackDraft | null;
  /** What the message can be rated; some take one side only, some nothing. */
  readonly ratings: readonly Rating[];
  readonly delivery: DeliveryState;
}

/** What is known of a message that nobody has rated; always this object, so it can be compared by identity. */
export const EMPTY_SNAPSHOT: FeedbackSnapshot = {
  feedback: NO_FEEDBACK,
  confirmed: null,
  refusal: null,
  draft: null,
  ratings: ['like', 'dislike'],
  delivery: 'settled',
};

export function createEntry(message: RatedMessage): FeedbackEntry {
  return {
    message,
    keys: [messageKey(message)],
    register: EMPTY_REGISTER,
    draft: null,
    ratings: EMPTY_SNAPSHOT.ratings,
    journaled: null,
    delivery: null,
    snapshot: EMPTY_SNAPSHOT,
  };
}

/** The name of a message in maps and in the journal. */
export function messageKey({ messageId, pendingId }: RatedMessage): string {
  return messageId ?? pendingKey(pendingId);
}

export function pendingKey(pendingId: string): string {
  return `pending:${pendingId}`;
}
