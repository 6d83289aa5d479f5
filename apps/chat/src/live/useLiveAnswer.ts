import { useSyncExternalStore } from 'react';
import type { LiveAnswer } from './live-answer.ts';
import { pageLiveAnswers } from './page-live-answers.ts';

/** The answer that is coming in to this conversation, or that came in last. */
export function useLiveAnswer(conversationId: string | null): LiveAnswer | undefined {
  return useSyncExternalStore(pageLiveAnswers.subscribe, () => pageLiveAnswers.get(conversationId));
}
