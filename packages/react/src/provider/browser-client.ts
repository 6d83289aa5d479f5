import {
  createFeedbackClient,
  type FeedbackClient,
  type FeedbackClientOptions,
  type JournalStorage,
} from '@message-feedback/core';
import type { QueryClient } from '@tanstack/react-query';
import type { Host } from './browser-engine.ts';

/**
 * A feedback client with its journal in `localStorage`. It uses the host's `QueryClient`, or its own.
 * It outlives renders, so it calls the newest functions of `host`.
 */
export function createBrowserClient(
  queryClient: QueryClient | undefined,
  options: Pick<FeedbackClientOptions, 'submit' | 'userId' | 'destination'>,
  host: { readonly current: Host },
): FeedbackClient {
  return createFeedbackClient({
    ...options,
    // A server stores and stamps nothing, and a framework may prerender without random values.
    ...(typeof window === 'undefined' ? { clientId: '0' } : { storage: browserStorage() }),
    onStorageProblem: warnAboutStorage,
    redact: (text) => (host.current.redact ? host.current.redact(text) : text),
    loadEngine: async () => (await loadEngine()).createBrowserEngine(queryClient, host),
  });
}

/** Loads after the first paint. */
const loadEngine = () => import('./browser-engine.ts');

/** Runs something that the first load leaves out, once the engine has loaded. */
export function withEngineModule(use: (module: typeof import('./browser-engine.ts')) => void): void {
  loadEngine().then(use, () => {});
}

/** Where storage is blocked, reading the property throws. */
function browserStorage(): JournalStorage | null {
  try {
    return window.localStorage;
  } catch (cause) {
    warnAboutStorage(cause);
    return null;
  }
}

function warnAboutStorage(cause: unknown): void {
  withEngineModule((module) => module.warnAboutStorage(cause));
}
