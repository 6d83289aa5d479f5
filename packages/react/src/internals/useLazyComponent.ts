'use client';
import * as React from 'react';

/** A component in a module of its own, fetched once per page and then there for every bar. */
export interface LazyComponent<Props> {
  component: React.ComponentType<Props> | null;
  /** Resolves when the component is there, however often it had to be asked for. */
  fetch(): Promise<void>;
}

export function lazyComponent<Props>(load: () => Promise<React.ComponentType<Props>>): LazyComponent<Props> {
  let loading: Promise<void> | null = null;
  const lazy: LazyComponent<Props> = {
    component: null,
    fetch() {
      loading ??= attempt(0);
      return loading;
    },
  };
  async function attempt(failures: number): Promise<void> {
    try {
      lazy.component = await load();
    } catch {
      await pauseAfter(failures);
      await attempt(failures + 1);
    }
  }
  return lazy;
}

/** One second, doubling up to half a minute, and no longer than until the network is back. */
function pauseAfter(failures: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      removeEventListener('online', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.min(30_000, 1_000 * 2 ** failures));
    addEventListener('online', finish);
  });
}

/**
 * The component once it is there. Fetched when the user comes near, at the latest when it is needed. No Suspense: React
 * holds back what follows a fallback for 300 ms, even when the module is already there.
 */
export function useLazyComponent<Props>(
  lazy: LazyComponent<Props>,
  hasIntent: boolean,
  needed: boolean,
): React.ComponentType<Props> | null {
  const subscribe = React.useCallback(
    (rerender: () => void) => {
      let waiting = lazy.component === null && (hasIntent || needed);
      if (waiting) void lazy.fetch().then(() => waiting && rerender());
      return () => {
        waiting = false;
      };
    },
    [lazy, hasIntent, needed],
  );
  // A server has none, so a row that is hydrated when the module is there already begins without it.
  return React.useSyncExternalStore(
    subscribe,
    () => lazy.component,
    () => null,
  );
}
