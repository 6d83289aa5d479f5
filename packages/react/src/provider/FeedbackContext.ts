'use client';
import type { FeedbackClient } from '@message-feedback/core';
import * as React from 'react';
import type { BarLabels, FormLabels } from '../locales/labels.ts';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';
import type { TrackUsage } from './usage-event.ts';

/** The same object for as long as the provider's props are: nothing in it changes when a message does. */
export interface FeedbackContextValue {
  readonly client: FeedbackClient;
  /** The rest of the words comes with the code that says them, unless the host has given all. */
  readonly labels: BarLabels & Partial<FormLabels>;
  /** What the host has configured; a side that is left out takes the labels' own. */
  readonly reasons: FeedbackReasonsOptions;
  readonly undoMs: number;
  /** There where the host listens. */
  readonly track: TrackUsage | undefined;
}

export const FeedbackContext: React.Context<FeedbackContextValue | null> =
  React.createContext<FeedbackContextValue | null>(null);

export function useFeedbackContext(): FeedbackContextValue {
  const context = React.useContext(FeedbackContext);
  if (context === null) {
    throw new Error(
      'Feedback has nowhere to go because there is no <FeedbackProvider> above this component. ' +
        'Put one around your chat and give it a submit function.',
    );
  }
  return context;
}
