import type { MessageRef } from '@message-feedback/core';
import type { ChatErrorCode } from '../../contract/chat-error.ts';
import type { ChatEvent } from '../../contract/chat-event.ts';

/** A question of this page, and what has come of it so far. */
export interface LiveAnswer {
  /** Made in the browser, as nothing else names the question before the answer has begun. */
  readonly key: string;
  readonly question: string;
  /** `null` until a new conversation has begun. */
  readonly conversationId: string | null;
  /** `null` until the answer has begun. */
  readonly messageId: string | null;
  /** `null` until the answer can be rated, which may be when it is complete. */
  readonly ratable: MessageRef | null;
  readonly text: string;
  readonly state: 'waiting' | 'answering' | 'finished' | 'failed';
  /** Whether the user has asked for the end. */
  readonly stopping: boolean;
  readonly failure: ChatErrorCode | null;
}

/** What an event makes of an answer. */
export function withEvent(answer: LiveAnswer, event: ChatEvent): LiveAnswer {
  switch (event.type) {
    case 'started': {
      const { conversationId, messageId, ratable } = event;
      return {
        ...answer,
        conversationId,
        messageId,
        ratable: ratable as MessageRef | null,
        state: 'answering',
      };
    }
    case 'delta':
      return { ...answer, text: answer.text + event.text };
    case 'replaced':
      return { ...answer, text: event.text };
    case 'ratable':
      return { ...answer, ratable: event.ratable as MessageRef };
    case 'finished':
      return { ...answer, state: 'finished' };
    case 'failed':
      return { ...answer, state: 'failed', failure: event.code };
    default:
      return event satisfies never;
  }
}
