import type { MessageRef } from '@message-feedback/core';
import type { ChatErrorCode } from '../../contract/chat-error.ts';
import type { ChatEvent } from '../../contract/chat-event.ts';

/** A question of this page and its answer so far. */
export interface LiveAnswer {
  /** Created in the browser, because there is no other id before the answer starts. */
  readonly key: string;
  readonly question: string;
  /** `null` until a new conversation has started. */
  readonly conversationId: string | null;
  /** `null` until the answer has started. */
  readonly messageId: string | null;
  /** `null` until the answer can be rated, for some upstreams only when it is complete. */
  readonly feedbackRef: MessageRef | null;
  readonly text: string;
  readonly state: 'waiting' | 'answering' | 'finished' | 'failed';
  /** Whether the user has stopped it. */
  readonly stopping: boolean;
  readonly failure: ChatErrorCode | null;
}

/** Applies an event to an answer. */
export function withEvent(answer: LiveAnswer, event: ChatEvent): LiveAnswer {
  switch (event.type) {
    case 'started': {
      const { conversationId, messageId, feedbackRef } = event;
      return {
        ...answer,
        conversationId,
        messageId,
        feedbackRef: feedbackRef as MessageRef | null,
        state: 'answering',
      };
    }
    case 'delta':
      return { ...answer, text: answer.text + event.text };
    case 'replaced':
      return { ...answer, text: event.text };
    case 'ratable':
      return { ...answer, feedbackRef: event.feedbackRef as MessageRef };
    case 'finished':
      return { ...answer, state: 'finished' };
    case 'failed':
      return { ...answer, state: 'failed', failure: event.code };
    default:
      return event satisfies never;
  }
}
