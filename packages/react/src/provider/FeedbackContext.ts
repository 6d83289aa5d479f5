'use client';
import * as React from 'react';
import type { BarLabels, FormLabels } from '../locales/labels.ts';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';
import type { TrackingClient } from './usage-event.ts';

/** Changes only with the provider's props, never when a message changes. */
export interface FeedbackContextValue {
  readonly client: TrackingClient;
  /** The form's labels load with the form, unless the host provides all labels. */
  readonly labels: BarLabels & Partial<FormLabels>;
  /** The host's reasons; a rating without any gets the default reasons of the labels. */
  readonly reasons: FeedbackReasonsOptions;
  readonly undoMs: number;
  /** Whether the host has an `onEvent`. Only then the bars load `UsageTracker`. */
  readonly tracksUsage: boolean;
}

export const FeedbackContext: React.Context<FeedbackContextValue | null> =
  React.createContext<FeedbackContextValue | null>(null);

export function useFeedbackContext(): FeedbackContextValue {
  const context = React.useContext(FeedbackContext);
  if (context === null) {
    throw new Error('There is no <FeedbackProvider> above this component. Put one around your chat.');
  }
  return context;
}
