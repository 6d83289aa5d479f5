'use client';
import type { Feedback } from '@message-feedback/core';
import * as React from 'react';
import type { TrackingClient } from '../provider/usage-event.ts';
import { type ControlledClient, createControlledClient } from './controlled-client.ts';
import type { OnFeedbackChange } from './useBar.ts';

/**
 * The client; if the host passes `feedback`, wrapped so that the host controls what it shows. The
 * same object between renders. Needs `useNotifyBars` below the hooks that read the client.
 */
export function useControlledClient(
  client: TrackingClient,
  feedback: Feedback | undefined,
  onFeedbackChange: OnFeedbackChange | undefined,
): TrackingClient {
  const isControlled = feedback !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: later feedback comes through `setHost`.
  const controlled = React.useMemo(
    () => (feedback === undefined ? null : createControlledClient(client, { feedback })),
    [client, isControlled],
  );
  // Runs during render, so that the host and the bar render once. Every render with these props
  // does the same.
  if (isControlled) controlled?.setHost({ feedback, onFeedbackChange });
  return controlled ?? client;
}

/**
 * Notifies bars that do not render with their host, such as memoized ones. `useSyncExternalStore`
 * remembers in a passive effect what it has rendered: notified before that, it would render once more.
 */
export function useNotifyBars(client: TrackingClient, feedback: Feedback | undefined): void {
  React.useEffect(() => {
    if (feedback) (client as ControlledClient).notify();
  }, [client, feedback]);
}
