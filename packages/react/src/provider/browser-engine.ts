import {
  type Capabilities,
  type CreateEngine,
  DEFAULT_LIMITS,
  type EngineOptions,
  type FeedbackClientOptions,
  FeedbackError,
  type LoadFeedback,
  type PageEvents,
  type TabChannel,
  type TabLocks,
  type WrapAttempt,
} from '@message-feedback/core';
import { createEngine, recordToNote } from '@message-feedback/core/engine';
import { QueryClient } from '@tanstack/react-query';
import { addEnglishStatus } from '../locales/en-status.ts';
import { feedbackKeys } from './feedback-keys.ts';
import { knownFeedback } from './known-feedback.ts';
import { loadAsQuery } from './load-as-query.ts';
import type { ProviderOptions } from './provider-options.ts';

/**
 * Creates engines with the browser's APIs for coordinating several tabs. Attempts are mutations and
 * reads are queries of a `QueryClient`; if it is the host's, devtools, `useIsMutating` and the host's
 * cache callbacks see them. The engine retries, because TanStack's retries pause in hidden tabs. Loaded
 * after the first paint.
 */
export const createBrowserEngine =
  (queryClient = new QueryClient(), host: { readonly current: Host }): CreateEngine =>
  (state, options) => {
    addEnglishStatus();
    const check = createReasonsCheck(host);
    // The client outlives renders, and the next render may bring another function.
    const { load: firstLoad } = options.submit;
    const latestLoad: LoadFeedback | undefined =
      firstLoad && ((...call) => (host.current.submit.load ?? firstLoad)(...call));
    const load = latestLoad && loadAsQuery(queryClient, latestLoad);
    // Without reads, only the host gives the limits.
    if (load === undefined) check();
    const engine = createEngine(state, {
      ...options,
      submit: (...call) => host.current.submit(...call),
      // Both callbacks are called even if the first one throws. The engine reports the exception.
      onError(error, submission) {
        try {
          host.current.onError?.(error, submission);
        } finally {
          if (submission) host.current.onEvent?.({ type: 'failed', error, ...submission });
        }
      },
      onExpired(expired) {
        try {
          host.current.onExpired?.(expired);
        } finally {
          host.current.onEvent?.({ type: 'expired', ...expired });
        }
      },
      isKnown: (message) => knownFeedback(host.current, message) !== undefined,
      capabilities: host.current.capabilities,
      metadata: () => host.current.metadata,
      refreshMessage: (message) => host.current.refreshMessage?.(message),
      wrapAttempt: wrapInMutation(queryClient, state.journal.prefix),
      load:
        load &&
        (async (...call) => {
          const loaded = await load(...call);
          check(loaded.capabilities);
          return loaded;
        }),
      channel: createBrowserChannel(state.journal.prefix),
      locks: browserLocks,
      page: browserPage,
    });
    if (isDevelopment()) {
      import('./metadata-check.ts').then(
        ({ watchMetadata }) => watchMetadata(state, host),
        () => {},
      );
    }
    return engine;
  };

/** The provider's options, which may change with every render. */
export interface Host
  extends Readonly<ProviderOptions>,
    Pick<FeedbackClientOptions, 'redact'>,
    Pick<EngineOptions, 'submit' | 'onError' | 'onExpired' | 'refreshMessage' | 'capabilities'> {}

/** Checks the host's reasons once, and in development only. */
function createReasonsCheck(host: { readonly current: Host }): (loaded?: Capabilities) => void {
  let isDone = !isDevelopment();
  return (loaded) => {
    if (isDone) return;
    isDone = true;
    const { limits = DEFAULT_LIMITS } = loaded ?? host.current.capabilities ?? {};
    import('./reasons-check.ts').then(
      ({ warnOfReasons }) => warnOfReasons(host.current, limits),
      () => {},
    );
  };
}

/** Bundlers replace the whole expression. On a page without a bundler, there is no `process`. */
function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    return false;
  }
}

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/** Warns the developer that unsent feedback lives only as long as the page. */
export function warnAboutStorage(cause: unknown): void {
  console.warn(
    'Message Feedback: storage is blocked or full. Unsent feedback is lost with this page.',
    cause,
  );
}

/** Reports to the host that part of a bar could not be loaded. */
export function reportLoadError({ onError }: Host, cause: unknown): void {
  const message = 'Code of the bar did not load, so some buttons are missing. The bar tries again.';
  onError?.(new FeedbackError('network', message, { cause }), null);
}

function wrapInMutation(queryClient: QueryClient, scope: string): WrapAttempt {
  return (submission, call) => {
    const { messageId } = submission.message;
    return queryClient
      .getMutationCache()
      .build(queryClient, {
        mutationKey: feedbackKeys.submission(messageId),
        mutationFn: call,
        scope: { id: scope + messageId },
        networkMode: 'always',
        retry: false,
      })
      .execute(submission);
  };
}

/** `null` if the browser has none, or if the constructor throws, as in some sandboxes. */
function openBroadcastChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

/**
 * A `BroadcastChannel`. Storage events repeat submissions, but no other notes, because a note can get
 * lost and some browsers have no such channel.
 */
function createBrowserChannel(prefix: string): TabChannel {
  const channel = openBroadcastChannel(prefix);
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
      // Some pages have no locks or may not use them, such as one with an opaque origin.
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
