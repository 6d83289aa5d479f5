'use client';
import type { Feedback } from '@message-feedback/core';
import * as React from 'react';
import type { TrackingClient } from '../provider/usage-event.ts';
import { createControlledClient } from './controlled-client.ts';
import type { OnFeedbackChange } from './useBar.ts';

/**
 * The client; if the host passes `feedback`, wrapped so that the host controls what it shows. The
 * same object between renders.
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
  // Notifies a bar that does not render with its host, such as a memoized one. In a layout effect,
  // `useSyncExternalStore` would render every bar once more.
  React.useEffect(() => {
    if (feedback) controlled?.notify();
  }, [controlled, feedback]);
  return controlled ?? client;
}
