import type { Answer, ChatMessage } from '../contract/chat.ts';
import { ChatError } from '../contract/chat-error.ts';
import type { ChatEvent } from '../contract/chat-event.ts';
import type { ChatUpstream, SendQuestion } from './upstreams/chat-upstream.ts';

/**
 * The answers that are streaming now. An answer does not depend on the page that asked for it: it
 * continues to its end when the page is reloaded or closed, and is in its conversation afterwards.
 */
export interface RunningAnswers {
  /**
   * Asks the question and reports each event until the end. Never rejects; a failure is an event.
   */
  ask(question: Omit<SendQuestion, 'signal'>, report: (event: ChatEvent) => void): Promise<void>;
  /**
   * Throws a `ChatError` with code `answer_not_found` if no such answer of this user is running, or if
   * the upstream cannot stop answers.
   */
  stop(answer: { userId: string; messageId: string; signal: AbortSignal }): Promise<void>;
  /**
   * The latest messages of a conversation, the running ones among them with the text they have so
   * far. Not every upstream lists an answer, or its question, before it is complete.
   */
  withRunning(
    conversation: { userId: string; conversationId: string },
    messages: readonly ChatMessage[],
  ): readonly ChatMessage[];
  /** Aborts every answer. */
  close(): void;
}

export function createRunningAnswers(upstream: ChatUpstream): RunningAnswers {
  const running = new Map<string, RunningAnswer>();
  const closing = new AbortController();

  return {
    async ask({ userId, conversationId, question }, report) {
      let answer: RunningAnswer | null = null;
      try {
        const asked = { userId, conversationId, question, signal: closing.signal };
        for await (const event of upstream.send(asked)) {
          if (event.type === 'started') {
            const { stopHandle, ...started } = event;
            answer = { ...started, userId, question, stopHandle, text: '', stopped: false };
            running.set(event.messageId, answer);
            report(started);
            continue;
          }
          if (answer && event.type !== 'ratable') {
            answer.text = event.type === 'delta' ? answer.text + event.text : event.text;
          }
          report(event);
        }
        report({ type: 'finished' });
      } catch (error) {
        report(answer?.stopped ? { type: 'finished' } : { type: 'failed', code: failureCode(error) });
      } finally {
        if (answer) running.delete(answer.messageId);
      }
    },

    async stop({ userId, messageId, signal }) {
      const answer = running.get(messageId);
      if (answer?.userId !== userId || !upstream.stop) throw new ChatError('answer_not_found');
      answer.stopped = true;
      await upstream.stop({ userId, stopHandle: answer.stopHandle, signal });
    },

    withRunning({ userId, conversationId }, messages) {
      const shown = messages.map((message) => {
        const answer = running.get(message.id);
        return answer && message.role === 'assistant' ? withTextSoFar(answer, message) : message;
      });
      const listed = new Set(messages.map(({ id }) => id));
      const unlisted = [...running.values()].filter(
        (answer) =>
          answer.userId === userId &&
          answer.conversationId === conversationId &&
          !listed.has(answer.messageId),
      );
      for (const answer of unlisted) {
        const { messageId: id, question: text } = answer;
        if (shown.at(-1)?.role !== 'user') shown.push({ role: 'user', id: `${id}:question`, text });
        shown.push(
          withTextSoFar(answer, { role: 'assistant', id, text: '', state: 'answering', feedbackRef: null }),
        );
      }
      return shown;
    },

    close: () => closing.abort(),
  };
}

interface RunningAnswer {
  readonly userId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly question: string;
  readonly stopHandle: string;
  text: string;
  /** Whether the user stopped the answer, so that an early end is not a failure. */
  stopped: boolean;
}

function withTextSoFar({ text }: RunningAnswer, message: Answer): Answer {
  return { ...message, text, state: 'answering' };
}

function failureCode(error: unknown) {
  if (error instanceof ChatError) return error.code;
  // Anything else, such as a connection that broke, counts as the upstream's failure.
  return 'upstream_failed';
}
