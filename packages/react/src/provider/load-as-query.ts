import type { LoadFeedback } from '@message-feedback/core';
import type { QueryClient } from '@tanstack/react-query';
import { feedbackKeys } from './feedback-keys.ts';

let reads = 0;

/** Makes each read a query. A read that the engine aborts, such as after its time limit, is cancelled. */
export function loadAsQuery(queryClient: QueryClient, load: LoadFeedback): LoadFeedback {
  return (messages, { signal: attempt, ...context }) => {
    // One key per read: a read never joins one of another user or destination, or one that hangs.
    const queryKey = [...feedbackKeys.confirmed(messages.map(({ messageId }) => messageId)), ++reads];
    attempt.addEventListener('abort', () => void queryClient.cancelQueries({ queryKey, exact: true }));
    return queryClient.fetchQuery({
      queryKey,
      queryFn: ({ signal }) => load(messages, { ...context, signal }),
      networkMode: 'always',
      retry: false,
      staleTime: 0,
      // The client keeps the result; a second copy of every read would only use memory.
      gcTime: 0,
    });
  };
}
