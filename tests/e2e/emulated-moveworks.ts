import type { EmulatedMessage } from './emulated-dify.ts';
import { type Emulator, emulator } from './emulator.ts';

/** What the emulated Moveworks holds and has got. */
export function emulatedMoveworks(): EmulatedMoveworks {
  const { state, feedbackRequestsFor } = emulator();
  return {
    feedbackRequestsFor,
    async feedbackOf(messageId) {
      const { moveworks } = await state<MoveworksState>();
      return moveworks.feedbacks.filter((row) => row.messageId === messageId);
    },
    async messageAnswering(question) {
      const { messages, conversations } = (await state<MoveworksState>()).moveworks;
      const asked = messages.find(({ actor, text }) => actor === 'USER' && text === question);
      const answer = messages.find(
        ({ actor, responseId }) => actor === 'ASSISTANT' && responseId === asked?.responseId,
      );
      const conversation = conversations.find(({ id }) => id === answer?.conversationId);
      if (!answer || !conversation) throw new Error('The emulator has no such message.');
      return { id: answer.id, user: conversation.user };
    },
  };
}

export interface EmulatedMoveworks extends Pick<Emulator, 'feedbackRequestsFor'> {
  feedbackOf(messageId: string): Promise<EmulatedFeedback[]>;
  messageAnswering(question: string): Promise<EmulatedMessage>;
}

interface EmulatedFeedback {
  readonly messageId: string;
  readonly user: string;
  readonly side: string;
  readonly additionalFeedback: string | null;
  readonly submissions: number;
}

interface MoveworksState {
  readonly moveworks: {
    readonly feedbacks: readonly EmulatedFeedback[];
    readonly messages: readonly {
      id: string;
      conversationId: string;
      responseId: string;
      actor: string;
      text: string;
    }[];
    readonly conversations: readonly { id: string; user: string }[];
  };
}
