import {
  createFeedbackClient,
  type FeedbackClient,
  type FeedbackClientOptions,
  type JournalStorage,
} from '@message-feedback/core';
import type { QueryClient } from '@tanstack/react-query';
import { feedbackKeys } from './feedbackKeys.ts';

/**
 * A feedback client whose attempts are mutations and whose reads are queries of the given `QueryClient`, so that devtools,
 * `useIsMutating` and the host's cache callbacks see them. Retries stay with the engine: TanStack's pause in hidden tabs.
 */
export function createQueryFeedbackClient(
  queryClient: QueryClient,
  options: Pick<FeedbackClientOptions, 'submit' | 'userId' | 'onError' | 'onExpired'>,
): FeedbackClient {
  const { load } = options.submit;
  return createFeedbackClient({
    ...options,
    storage: browserStorage(),
    onStorageProblem: warnOfStorage,
    loadEngine: async () => (await import('./createBrowserEngine.ts')).createBrowserEngine,
    run: (submission, call) => {
      const { messageId } = submission.message;
      return queryClient
        .getMutationCache()
        .build(queryClient, {
          mutationKey: feedbackKeys.submission(messageId),
          mutationFn: call,
          scope: { id: `message-feedback-${messageId}` },
          networkMode: 'always',
          retry: false,
        })
        .execute(submission);
    },
    load:
      load &&
      ((messages) =>
        queryClient.fetchQuery({
          queryKey: feedbackKeys.saved(messages.map(({ messageId }) => messageId)),
          queryFn: ({ signal }) => load(messages, { signal }),
          networkMode: 'always',
          retry: false,
          staleTime: 0,
          // The client keeps what came; a second copy of every read would only grow.
          gcTime: 0,
        })),
  });
}

/** Reading the property alone throws where storage is blocked. */
function browserStorage(): JournalStorage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch (cause) {
    warnOfStorage(cause);
    return null;
  }
}

function warnOfStorage(cause: unknown): void {
  console.warn(
    'Message Feedback cannot write down what has not been sent yet, as storage is blocked or full. ' +
      'It goes on in memory, so unsent feedback is lost with this page.',
    cause,
  );
}
