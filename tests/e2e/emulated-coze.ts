import type { EmulatedMessage } from './emulated-dify.ts';
import { type Emulator, emulator } from './emulator.ts';

/**
 * The state and the requests of the emulated Coze, which identifies a user by the session name of
 * the token.
 */
export function emulatedCoze(): EmulatedCoze {
  const { state, feedbackRequestsFor } = emulator();
  return {
    feedbackRequestsFor,
    async feedbackOf(messageId) {
      const { coze } = await state<CozeState>();
      return coze.feedbacks.filter((row) => row.messageId === messageId);
    },
    async messageAnswering(question) {
      const { coze } = await state<CozeState>();
      const asked = coze.messages.find(({ type, content }) => type === 'question' && content === question);
      const answer = coze.messages.find(({ type, chatId }) => type === 'answer' && chatId === asked?.chatId);
      const conversation = coze.conversations.find(({ id }) => id === answer?.conversationId);
      if (!answer || !conversation?.sessionName) throw new Error('The emulator has no such message.');
      return { id: answer.id, user: conversation.sessionName };
    },
  };
}

export interface EmulatedCoze extends Pick<Emulator, 'feedbackRequestsFor'> {
  feedbackOf(messageId: string): Promise<EmulatedFeedback[]>;
  messageAnswering(question: string): Promise<EmulatedMessage>;
}

interface EmulatedFeedback {
  readonly messageId: string;
  readonly sessionName: string | null;
  readonly feedbackType: string;
  readonly reasonTypes: readonly string[];
  readonly comment: string | null;
}

interface CozeState {
  readonly coze: {
    readonly feedbacks: readonly EmulatedFeedback[];
    readonly messages: readonly {
      id: string;
      conversationId: string;
      chatId: string | null;
      type: string;
      content: string;
    }[];
    readonly conversations: readonly { id: string; sessionName: string | null }[];
  };
}
