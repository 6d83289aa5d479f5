import type { Answer, ChatMessage } from '../../contract/chat.ts';
import type { LiveAnswer } from './live-answer.ts';

/**
 * The messages of a conversation with the live answer: in its place if the server already lists it,
 * otherwise at the end. Once the server has it, a failure in this page no longer counts, because
 * the server may have completed it. The server may list the question first, and may know earlier
 * that the answer can be rated.
 */
export function withLiveAnswer(
  saved: readonly ChatMessage[],
  live: LiveAnswer | undefined,
): readonly ChatMessage[] {
  if (!live) return saved;
  const place = saved.findIndex(({ id }) => id === live.messageId);
  const latest = saved.at(-1);
  if (place === -1 && latest?.role === 'user' && latest.text === live.question) {
    return [...saved, answerOf(live)];
  }
  if (place === -1) return [...saved, ...messagesOf(live)];
  if (live.state === 'failed') return saved;
  return saved.map((message, index) => {
    if (index !== place || message.role === 'user') return message;
    return { ...answerOf(live), feedbackRef: live.feedbackRef ?? message.feedbackRef };
  });
}

/** The two messages of a live answer. */
export function messagesOf(live: LiveAnswer): readonly ChatMessage[] {
  return [{ role: 'user', id: `${live.key}:question`, text: live.question }, answerOf(live)];
}

function answerOf({ key, messageId, text, state, feedbackRef }: LiveAnswer): Answer {
  return {
    role: 'assistant',
    id: messageId ?? key,
    text,
    state: state === 'waiting' ? 'answering' : state,
    feedbackRef,
  };
}
