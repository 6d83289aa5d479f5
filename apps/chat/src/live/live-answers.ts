import { codeOfError } from '../../contract/chat-error.ts';
import type { ChatEvent } from '../../contract/chat-event.ts';
import { type LiveAnswer, withEvent } from './live-answer.ts';

/**
 * The answers that this page has requested, the latest of each conversation. They live outside
 * React, so that an answer continues to stream while another conversation is shown.
 */
export interface LiveAnswers {
  /** `null` stands for a conversation that has not started. */
  get(conversationId: string | null): LiveAnswer | undefined;
  subscribe(listener: () => void): () => void;
  /** Resolves when the answer has ended, successfully or not. */
  ask(conversationId: string | null, question: string, hooks?: AskHooks): Promise<LiveAnswer>;
  stop(conversationId: string | null): Promise<void>;
  forget(conversationId: string | null): void;
}

export interface AskHooks {
  /** The answer has started; a new conversation then has its id. */
  readonly onStarted?: (answer: LiveAnswer) => void;
}

export interface LiveAnswersClient {
  ask(question: { conversationId: string | null; question: string }): AsyncIterable<ChatEvent>;
  stopAnswer(messageId: string): Promise<void>;
}

export function createLiveAnswers(client: LiveAnswersClient): LiveAnswers {
  const answers = new Map<string | null, LiveAnswer>();
  const listeners = new Set<() => void>();
  let asked = 0;

  const put = (answer: LiveAnswer) => {
    answers.set(answer.conversationId, answer);
    for (const listener of listeners) listener();
    return answer;
  };
  /** A failure to stop is not reported, because the user sees that the answer continues. */
  const tryToStop = (messageId: string) => client.stopAnswer(messageId).catch(() => {});
  const forget = (conversationId: string | null) => {
    answers.delete(conversationId);
    for (const listener of listeners) listener();
  };

  return {
    get: (conversationId) => answers.get(conversationId),

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async ask(conversationId, question, { onStarted } = {}) {
      asked += 1;
      let answer = put({ ...WAITING, key: `asked-${asked}`, question, conversationId });
      /** The user may have stopped it meanwhile, as the map records. */
      const latest = () => answers.get(answer.conversationId) ?? answer;
      try {
        for await (const event of client.ask({ conversationId, question })) {
          const before = latest();
          answer = withEvent(before, event);
          if (before.conversationId !== answer.conversationId) answers.delete(before.conversationId);
          put(answer);
          if (event.type !== 'started') continue;
          onStarted?.(answer);
          if (answer.stopping) await tryToStop(event.messageId);
        }
      } catch (error) {
        answer = put(withEvent(latest(), { type: 'failed', code: codeOfError(error) }));
      }
      return answer;
    },

    async stop(conversationId) {
      const answer = answers.get(conversationId);
      if (!answer || answer.stopping) return;
      put({ ...answer, stopping: true });
      // Without an id there is nothing to stop yet; `ask` stops it as soon as it has one.
      if (answer.messageId !== null) await tryToStop(answer.messageId);
    },

    forget,
  };
}

const WAITING = {
  messageId: null,
  feedbackRef: null,
  text: '',
  state: 'waiting',
  stopping: false,
  failure: null,
} as const;
