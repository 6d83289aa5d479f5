import type {
  CreateEngine,
  EngineOptions,
  LoadFeedback,
  PageEvents,
  TabChannel,
  TabLocks,
  WrapAttempt,
} from '@message-feedback/core';
import { createEngine, recordToNote } from '@message-feedback/core/engine';
import { QueryClient } from '@tanstack/react-query';
import { feedbackKeys } from './feedback-keys.ts';
import type { UsageEvent } from './usage-event.ts';

/**
 * Creates engines with the browser's APIs for coordinating several tabs. Attempts are mutations and
 * reads are queries of the host's `QueryClient`, or of its own, so that devtools, `useIsMutating`
 * and the host's cache callbacks see them. The engine retries, because TanStack's retries pause in
 * hidden tabs. Loaded after the first paint.
 */
export const createBrowserEngine =
  (queryClient = new QueryClient(), host: { readonly current: HostCallbacks }): CreateEngine =>
  (client, options) =>
    createEngine(client, {
      ...options,
      onError(error, submission) {
        host.current.onError?.(error, submission);
        if (submission) host.current.onEvent?.({ type: 'failed', error, ...submission });
      },
      onExpired(expired) {
        host.current.onExpired?.(expired);
        host.current.onEvent?.({ type: 'expired', ...expired });
      },
      wrapAttempt: wrapInMutation(queryClient),
      load: options.load && loadAsQuery(queryClient, options.load),
      channel: createBrowserChannel(client.journal.prefix),
      ...(navigator.locks && { locks: browserLocks }),
      page: browserPage,
    });

/** The callbacks that a host gives to the provider, and may replace with every render. */
export interface HostCallbacks extends Pick<EngineOptions, 'onError' | 'onExpired'> {
  readonly onEvent?: ((event: UsageEvent) => void) | undefined;
}

function wrapInMutation(queryClient: QueryClient): WrapAttempt {
  return (submission, call) => {
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
  };
}

function loadAsQuery(queryClient: QueryClient, load: LoadFeedback): LoadFeedback {
  return (messages) =>
    queryClient.fetchQuery({
      queryKey: feedbackKeys.confirmed(messages.map(({ messageId }) => messageId)),
      queryFn: ({ signal }) => load(messages, { signal }),
      networkMode: 'always',
      retry: false,
      staleTime: 0,
      // The client keeps the result; a second copy of every read would only use memory.
      gcTime: 0,
    });
}

/** `BroadcastChannel`, and storage events for notes that are lost or where there is no channel. */
function createBrowserChannel(prefix: string): TabChannel {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(prefix);
  return {
    post: (note) => channel?.postMessage(note),
    listen(listener) {
      const receive = (event: MessageEvent) => listener(event.data);
      const read = ({ key, newValue }: StorageEvent) => {
        const note = key !== null && newValue !== null && recordToNote(prefix, key, newValue);
        if (note) listener(note);
      };
      channel?.addEventListener('message', receive);
      window.addEventListener('storage', read);
      return () => {
        channel?.removeEventListener('message', receive);
        window.removeEventListener('storage', read);
      };
    },
  };
}

const browserLocks: TabLocks = {
  async hold(name, work) {
    let begun = false;
    try {
      await navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        begun = true;
        return work(lock !== null);
      });
    } catch (error) {
      if (begun) throw error;
      // Some pages may not use locks, such as those with an opaque origin.
      await work(true);
    }
  },
};

const browserPage: PageEvents = {
  listen({ wake, offline, leave }) {
    const wakeIfVisible = () => document.visibilityState === 'visible' && wake();
    const listeners = [
      [window, 'online', wake],
      [window, 'offline', offline],
      [window, 'pageshow', wakeIfVisible],
      [window, 'focus', wake],
      [document, 'visibilitychange', wakeIfVisible],
      [window, 'pagehide', leave],
    ] as const;
    for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
    return () => {
      for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
    };
  },
  // `navigator.onLine` is reliable only when it is `false`.
  isOffline: () => !navigator.onLine,
};
