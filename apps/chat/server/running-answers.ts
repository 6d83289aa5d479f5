import type { ChatMessage } from '../contract/chat.ts';
import { ChatError } from '../contract/chat-error.ts';
import type { ChatEvent } from '../contract/chat-event.ts';
import type { ChatUpstream, SendQuestion } from './upstreams/chat-upstream.ts';

/**
 * The answers that are coming in at this moment. An answer does not depend on the page that asked for it: it comes in to its
 * end when the page is reloaded or closed, and stands in its conversation afterwards.
 */
export interface RunningAnswers {
  /** Asks, and reports what happens until it is over. Never rejects; a failure is an event. */
  ask(question: Omit<SendQuestion, 'signal'>, report: (event: ChatEvent) => void): Promise<void>;
  /** Throws a `ChatError` with code `answer_not_found` when no such answer of this user is running. */
  stop(answer: { userId: string; messageId: string; signal: AbortSignal }): Promise<void>;
  /** The same messages, the running ones among them with the text they have so far. */
  withTextSoFar(messages: readonly ChatMessage[]): readonly ChatMessage[];
  /** Breaks off every answer. */
  close(): void;
}

export function createRunningAnswers(upstream: ChatUpstream): RunningAnswers {
  const running = new Map<string, RunningAnswer>();
  const closing = new AbortController();

  return {
    async ask(question, report) {
      const answer: RunningAnswer = { userId: question.userId, stopHandle: '', text: '', stopped: false };
      let messageId: string | null = null;
      try {
        for await (const event of upstream.send({ ...question, signal: closing.signal })) {
          if (event.type === 'started') {
            const { stopHandle, ...started } = event;
            messageId = event.messageId;
            answer.stopHandle = stopHandle;
            running.set(messageId, answer);
            report(started);
          } else {
            answer.text = event.type === 'delta' ? answer.text + event.text : event.text;
            report(event);
          }
        }
        report({ type: 'finished' });
      } catch (error) {
        report(answer.stopped ? { type: 'finished' } : { type: 'failed', code: failureCode(error) });
      } finally {
        if (messageId !== null) running.delete(messageId);
      }
    },

    async stop({ userId, messageId, signal }) {
      const answer = running.get(messageId);
      if (answer?.userId !== userId) throw new ChatError('answer_not_found');
      answer.stopped = true;
      await upstream.stop({ userId, stopHandle: answer.stopHandle, signal });
    },

    withTextSoFar(messages) {
      return messages.map((message) => {
        const answer = running.get(message.id);
        return answer ? { ...message, text: answer.text, state: 'answering' } : message;
      });
    },

    close: () => closing.abort(),
  };
}

interface RunningAnswer {
  readonly userId: string;
  stopHandle: string;
  text: string;
  /** Whether the person asked for the end, so that an early one is no failure. */
  stopped: boolean;
}

function failureCode(error: unknown) {
  if (error instanceof ChatError) return error.code;
  // The connection broke between two parts of the answer.
  return 'upstream_failed';
}
