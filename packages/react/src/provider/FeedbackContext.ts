'use client';
import * as React from 'react';
import type { BarLabels, FormLabels } from '../locales/labels.ts';
import type { ProviderOptions } from './provider-options.ts';
import type { TrackingClient } from './usage-event.ts';

/**
 * The provider's props, in an object that changes only with a prop that concerns the bars, and
 * never when a message changes.
 */
export interface FeedbackContextValue extends Omit<ProviderOptions, 'labels'> {
  readonly client: TrackingClient;
  /** The form's labels load with the form, unless the host provides all labels. */
  readonly labels: BarLabels & Partial<FormLabels>;
  readonly latest: LatestOptions;
}

/**
 * The provider's props from its newest render, for code that runs outside of a render, and for the few
 * components that subscribe to them.
 */
export interface LatestOptions {
  readonly current: ProviderOptions;
  /** Called after each render of the provider. `useLatestOptions` sets it. */
  onRender?: () => void;
}

export const FeedbackContext: React.Context<FeedbackContextValue | null> =
  React.createContext<FeedbackContextValue | null>(null);

export function useFeedbackContext(): FeedbackContextValue {
  const context = React.useContext(FeedbackContext);
  if (context === null) {
    throw new Error(missingProvider());
  }
  return context;
}

/** Bundlers remove the whole sentence from a production build. */
function missingProvider(): string {
  try {
    if (process.env.NODE_ENV !== 'production')
      return 'There is no <FeedbackProvider> above this component. Put one around your chat.';
  } catch {}
  return 'No FeedbackProvider.';
}

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
