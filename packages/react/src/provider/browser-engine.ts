import type {
  CreateEngine,
  LoadFeedback,
  PageEvents,
  RunAttempt,
  TabChannel,
  TabLocks,
} from '@message-feedback/core';
import { createEngine, recordToNote } from '@message-feedback/core/engine';
import { QueryClient } from '@tanstack/react-query';
import { feedbackKeys } from './feedback-keys.ts';

/**
 * Makes engines with what browsers offer for getting along with the user's other tabs. Attempts are mutations and reads are
 * queries of the host's `QueryClient`, or of one of its own, so that devtools, `useIsMutating` and the host's cache callbacks see them. Retries stay
 * with the engine: TanStack's pause in hidden tabs. Fetched after the first paint.
 */
export const createBrowserEngine =
  (queryClient = new QueryClient()): CreateEngine =>
  (client, options) =>
    createEngine(client, {
      ...options,
      run: runAsMutation(queryClient),
      load: options.submit.load && loadAsQuery(queryClient, options.submit.load),
      channel: createBrowserChannel(client.journal.prefix),
      ...(navigator.locks && { locks: browserLocks }),
      page: browserPage,
    });

function runAsMutation(queryClient: QueryClient): RunAttempt {
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
      // The client keeps what came; a second copy of every read would only grow.
      gcTime: 0,
    });
}

/** `BroadcastChannel`, and the storage events of what other tabs write down where a note gets lost or there is no channel. */
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
      // Some pages may not lock, such as those of an opaque origin.
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
  // `true` where there may be one says little; `false` is sure.
  isOffline: () => !navigator.onLine,
};
