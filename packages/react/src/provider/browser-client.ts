import {
  createFeedbackClient,
  type FeedbackClient,
  type FeedbackClientOptions,
  type JournalStorage,
} from '@message-feedback/core';
import type { QueryClient } from '@tanstack/react-query';
import type { HostCallbacks } from './browser-engine.ts';

/**
 * A feedback client with its journal in `localStorage`. It uses the host's `QueryClient`, or its own.
 * It outlives renders, so it calls the newest callbacks of `host`.
 */
export function createBrowserClient(
  queryClient: QueryClient | undefined,
  options: Pick<FeedbackClientOptions, 'submit' | 'load' | 'userId'>,
  host: { readonly current: HostCallbacks },
): FeedbackClient {
  return createFeedbackClient({
    ...options,
    storage: browserStorage(),
    onStorageProblem: warnAboutStorage,
    loadEngine: async () => (await import('./browser-engine.ts')).createBrowserEngine(queryClient, host),
  });
}

/** Where storage is blocked, reading the property throws. */
function browserStorage(): JournalStorage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch (cause) {
    warnAboutStorage(cause);
    return null;
  }
}

function warnAboutStorage(cause: unknown): void {
  console.warn(
    'Message Feedback: storage is blocked or full. Unsent feedback is lost with this page.',
    cause,
  );
}
