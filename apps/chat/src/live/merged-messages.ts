import type { Answer, ChatMessage } from '../../contract/chat.ts';
import type { LiveAnswer } from './live-answer.ts';

/**
 * The messages of a conversation with the answer that is coming in: in its place where the server has listed it already, else
 * at the end. Once the server has it, a failure here counts no more, as the answer may well have been completed there. The
 * server may list the question first, and know before this page does that the answer can be rated.
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
    return { ...answerOf(live), ratable: live.ratable ?? message.ratable };
  });
}

/** The two messages of a live answer. */
export function messagesOf(live: LiveAnswer): readonly ChatMessage[] {
  return [{ role: 'user', id: `${live.key}:question`, text: live.question }, answerOf(live)];
}

function answerOf({ key, messageId, text, state, ratable }: LiveAnswer): Answer {
  return {
    role: 'assistant',
    id: messageId ?? key,
    text,
    state: state === 'waiting' ? 'answering' : state,
    ratable,
  };
}
