import {
  createFeedbackClient,
  type FeedbackClient,
  type FeedbackClientOptions,
  type SubmitFeedback,
} from '@message-feedback/core';
import type { QueryClient } from '@tanstack/react-query';
import { feedbackKeys } from './feedbackKeys.ts';

/**
 * A feedback client whose attempts are mutations and whose reads are queries of the given `QueryClient`, so that devtools,
 * `useIsMutating` and the host's cache callbacks see them. Retries stay with the engine: TanStack's pause in hidden tabs.
 */
export function createQueryFeedbackClient(
  queryClient: QueryClient,
  { submit, onError }: Pick<FeedbackClientOptions, 'onError'> & { submit: SubmitFeedback },
): FeedbackClient {
  const { load } = submit;
  return createFeedbackClient({
    submit,
    onError,
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
