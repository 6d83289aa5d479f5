'use client';
import * as React from 'react';

/** A component in a separate module, loaded once per page for all bars. */
export interface LazyComponent<Props> {
  component: React.ComponentType<Props> | null;
  /**
   * Resolves when the component has loaded, however many attempts that takes. Each failed attempt
   * is reported to the newest caller.
   */
  fetch(onFailure: OnLoadFailure): Promise<void>;
}

export type OnLoadFailure = (cause: unknown) => void;

export function lazyComponent<Props>(load: () => Promise<React.ComponentType<Props>>): LazyComponent<Props> {
  let loading: Promise<void> | null = null;
  let report: OnLoadFailure;
  const lazy: LazyComponent<Props> = {
    component: null,
    fetch(onFailure) {
      report = onFailure;
      loading ??= loadWithRetries();
      return loading;
    },
  };
  async function loadWithRetries(): Promise<void> {
    for (let failures = 0; lazy.component === null; failures++) {
      lazy.component = await load().catch((cause) => {
        report(cause);
        return pauseAfter(failures);
      });
    }
  }
  return lazy;
}

/** Waits 1 second after the first failure, up to 30 seconds after later ones, or until the network is back. */
function pauseAfter(failures: number): Promise<null> {
  return new Promise((resolve) => {
    const finish = () => {
      removeEventListener('online', finish);
      resolve(null);
    };
    setTimeout(finish, Math.min(30_000, 1_000 * 2 ** failures));
    addEventListener('online', finish);
  });
}

/**
 * The component once it has loaded; loading starts when it is wanted. No Suspense: React delays the
 * content after a fallback by 300 ms, even if the module has loaded.
 */
export function useLazyComponent<Props>(
  lazy: LazyComponent<Props>,
  wanted: boolean,
  onFailure: OnLoadFailure,
): React.ComponentType<Props> | null {
  const subscribe = React.useCallback(
    (rerender: () => void) => {
      if (wanted && lazy.component === null) void lazy.fetch(onFailure).then(rerender);
      // React ignores the rerender of a bar that is gone.
      return () => {};
    },
    [lazy, wanted, onFailure],
  );
  // The server rendered without it, so hydration starts without it even if the module has loaded.
  return React.useSyncExternalStore(
    subscribe,
    () => lazy.component,
    () => null,
  );
}
