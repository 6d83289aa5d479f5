import type { EmulatedMessage } from './emulated-dify.ts';
import { type Emulator, emulator } from './emulator.ts';

/** The state and the requests of the emulated Moveworks. */
export function emulatedMoveworks(): EmulatedMoveworks {
  const { state, command, feedbackRequestsFor } = emulator();
  async function conversationAbout(question: string) {
    const { messages, conversations } = (await state<MoveworksState>()).moveworks;
    const asked = messages.find(({ actor, text }) => actor === 'USER' && text === question);
    const conversation = conversations.find(({ id }) => id === asked?.conversationId);
    if (!asked || !conversation) throw new Error('The emulator has no such conversation.');
    return { asked, conversation, messages };
  }
  return {
    feedbackRequestsFor,
    async feedbackOf(messageId) {
      const { moveworks } = await state<MoveworksState>();
      return moveworks.feedbacks.filter((row) => row.messageId === messageId);
    },
    async messageAnswering(question) {
      const { asked, conversation, messages } = await conversationAbout(question);
      const { responseId } = asked;
      const answer = messages.find((each) => each.actor === 'ASSISTANT' && each.responseId === responseId);
      if (!answer) throw new Error('The emulator has no such message.');
      return { id: answer.id, user: conversation.user };
    },
    async sayMore(question, message) {
      const { id: conversationId, user } = (await conversationAbout(question)).conversation;
      await command('moveworks/messages', { user, conversationId, ...message });
    },
  };
}

export interface EmulatedMoveworks extends Pick<Emulator, 'feedbackRequestsFor'> {
  feedbackOf(messageId: string): Promise<EmulatedFeedback[]>;
  messageAnswering(question: string): Promise<EmulatedMessage>;
  /** Adds a message of the assistant to the conversation. */
  sayMore(question: string, message: { text: string; sides: 'helpful' | 'none' }): Promise<void>;
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
