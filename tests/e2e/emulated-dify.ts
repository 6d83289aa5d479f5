import { expect } from '@playwright/test';
import { type Emulator, emulator } from './emulator.ts';

/** The state and the requests of the emulated Dify. */
export function emulatedDify(): EmulatedDify {
  const { state, feedbackRequestsFor } = emulator();
  return {
    feedbackRequestsFor,
    async feedbackOf(messageId) {
      const { dify } = await state<DifyState>();
      return dify.feedbacks.filter((row) => row.messageId === messageId);
    },
    async messageAnswering(query) {
      const { dify } = await state<DifyState>();
      const [message, ...others] = dify.messages.filter((each) => each.query === query);
      const endUser = dify.endUsers.find(({ id }) => id === message?.fromEndUserId);
      if (message === undefined || endUser === undefined)
        throw new Error('The emulator has no such message.');
      expect(others).toEqual([]);
      return { id: message.id, user: endUser.user };
    },
  };
}

export interface EmulatedDify extends Pick<Emulator, 'feedbackRequestsFor'> {
  feedbackOf(messageId: string): Promise<EmulatedFeedback[]>;
  messageAnswering(query: string): Promise<EmulatedMessage>;
}

export interface EmulatedMessage {
  readonly id: string;
  readonly user: string;
}

interface EmulatedFeedback {
  readonly messageId: string;
  readonly user: string;
  readonly rating: string;
  readonly content: string | null;
}

interface DifyState {
  readonly dify: {
    readonly feedbacks: readonly EmulatedFeedback[];
    readonly messages: readonly { id: string; query: string; fromEndUserId: string }[];
    readonly endUsers: readonly { id: string; user: string }[];
  };
}
