import {
  createFeedbackClient,
  type FeedbackClient,
  type FeedbackClientOptions,
  type JournalStorage,
} from '@message-feedback/core';
import type { QueryClient } from '@tanstack/react-query';

/** A feedback client that writes down in `localStorage` and asks and sends through the host's `QueryClient`, or one of its own. */
export function createBrowserClient(
  queryClient: QueryClient | undefined,
  options: Pick<FeedbackClientOptions, 'submit' | 'userId' | 'onError' | 'onExpired'>,
): FeedbackClient {
  return createFeedbackClient({
    ...options,
    storage: browserStorage(),
    onStorageProblem: warnOfStorage,
    loadEngine: async () => (await import('./browser-engine.ts')).createBrowserEngine(queryClient),
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
    'Message Feedback: storage is blocked or full, so what has not been sent yet is lost with this page.',
    cause,
  );
}
