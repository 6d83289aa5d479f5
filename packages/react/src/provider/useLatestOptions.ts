'use client';
import * as React from 'react';
import { useFeedbackContext } from './FeedbackContext.ts';
import type { ProviderOptions } from './provider-options.ts';

/**
 * The provider's props. Renders again with every render of the provider, so it is only for what few
 * bars show at a time.
 */
export function useLatestOptions(): ProviderOptions {
  const { latest } = useFeedbackContext();
  const subscribe = React.useCallback(
    (listener: () => void) => {
      listeners.add(listener);
      latest.onRender = notifyListeners;
      return () => void listeners.delete(listener);
    },
    [latest],
  );
  const read = () => latest.current;
  return React.useSyncExternalStore(subscribe, read, read);
}

/** Those of all providers: a listener of another one finds that nothing has changed. */
const listeners = new Set<() => void>();

function notifyListeners(): void {
  for (const listener of listeners) listener();
}
