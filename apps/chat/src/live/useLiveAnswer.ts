import { useSyncExternalStore } from 'react';
import type { LiveAnswer } from './live-answer.ts';
import { pageLiveAnswers } from './page-live-answers.ts';

/** The answer that is streaming in this conversation, or the last one that did. */
export function useLiveAnswer(conversationId: string | null): LiveAnswer | undefined {
  return useSyncExternalStore(pageLiveAnswers.subscribe, () => pageLiveAnswers.get(conversationId));
}
