import { expect } from '@playwright/test';

/** What the emulated Dify holds and has got, read over its control API. */
export function emulatorAt(url: string): Emulator {
  async function read<T>(path: string): Promise<T> {
    const response = await fetch(`${url}/__emulator/${path}`);
    expect(response.ok).toBe(true);
    return (await response.json()) as T;
  }

  return {
    async feedbackOf(messageId) {
      const { dify } = await read<{ dify: { feedbacks: EmulatedFeedback[] } }>('state');
      return dify.feedbacks.filter((row) => row.messageId === messageId);
    },
    async messageAnswering(query) {
      const { dify } = await read<{ dify: { messages: StoredMessage[]; endUsers: EndUser[] } }>('state');
      const [message, ...others] = dify.messages.filter((each) => each.query === query);
      const endUser = dify.endUsers.find(({ id }) => id === message?.fromEndUserId);
      if (message === undefined || endUser === undefined)
        throw new Error('The emulator has no such message.');
      expect(others).toEqual([]);
      return { id: message.id, user: endUser.user };
    },
    async feedbackRequestsFor(messageId) {
      const { requests } = await read<{ requests: EmulatedRequest[] }>(
        `requests?path=${encodeURIComponent(`/v1/messages/${messageId}/feedbacks`)}`,
      );
      return requests;
    },
  };
}

export interface Emulator {
  feedbackOf(messageId: string): Promise<EmulatedFeedback[]>;
  messageAnswering(query: string): Promise<EmulatedMessage>;
  /** In the order of arrival. */
  feedbackRequestsFor(messageId: string): Promise<EmulatedRequest[]>;
}

interface EmulatedFeedback {
  readonly messageId: string;
  readonly user: string;
  readonly rating: string;
  readonly content: string | null;
}

interface EmulatedMessage {
  readonly id: string;
  readonly user: string;
}

interface StoredMessage {
  readonly id: string;
  readonly query: string;
  readonly fromEndUserId: string;
}

interface EndUser {
  readonly id: string;
  readonly user: string;
}

interface EmulatedRequest {
  readonly method: string;
  readonly body: string;
  readonly status: number;
}
