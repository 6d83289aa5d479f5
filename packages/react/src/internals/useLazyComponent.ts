'use client';
import * as React from 'react';

/** Until code that could not be fetched is asked for again. Some browsers remember the failure as long as the page stands. */
const RETRY_MS = 5_000;

/** A component in a module of its own, fetched once per page and then there for every bar. */
export interface LazyComponent<Props> {
  component: React.ComponentType<Props> | null;
  fetch(): Promise<void>;
}

export function lazyComponent<Props>(load: () => Promise<React.ComponentType<Props>>): LazyComponent<Props> {
  let loading: Promise<void> | null = null;
  const lazy: LazyComponent<Props> = {
    component: null,
    fetch() {
      loading ??= load().then(
        (component) => {
          lazy.component = component;
        },
        () => {
          // Offline, perhaps. Whoever wants it tries again.
          loading = null;
        },
      );
      return loading;
    },
  };
  return lazy;
}

/**
 * The component once it is there. Fetched when the person comes near, at the latest when it is needed. No Suspense: React
 * holds back what follows a fallback for 300 ms, even when the module is already there.
 */
export function useLazyComponent<Props>(
  lazy: LazyComponent<Props>,
  near: boolean,
  needed: boolean,
): React.ComponentType<Props> | null {
  const subscribe = React.useCallback(
    (rerender: () => void) => {
      let waiting = lazy.component === null && (near || needed);
      let retry: ReturnType<typeof setTimeout> | undefined;
      const look = async () => {
        await lazy.fetch();
        if (!waiting) return;
        if (lazy.component === null) retry = setTimeout(look, RETRY_MS);
        else rerender();
      };
      if (waiting) void look();
      return () => {
        waiting = false;
        clearTimeout(retry);
      };
    },
    [lazy, near, needed],
  );
  // A server has none, so a row that is hydrated when the module is there already begins without it.
  return React.useSyncExternalStore(
    subscribe,
    () => lazy.component,
    () => null,
  );
}
