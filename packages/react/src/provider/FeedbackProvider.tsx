'use client';
import type { FeedbackClientOptions, SubmitFeedback } from '@message-feedback/core';
import { QueryClient, QueryClientContext } from '@tanstack/react-query';
import * as React from 'react';
import { enBar } from '../locales/en-bar.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { createQueryFeedbackClient } from './createQueryFeedbackClient.ts';
import { FeedbackContext, type FeedbackContextValue } from './FeedbackContext.ts';
import { assertSendableReasons, type FeedbackReasons } from './feedback-reasons.ts';

/**
 * Holds what every feedback bar below shares: where feedback goes, the words, the reasons to choose from.
 * Renders no element. Uses the `QueryClient` above it, or one of its own.
 */
export function FeedbackProvider({
  submit,
  labels: allLabels,
  reasons = NO_REASONS,
  undoMs = 10_000,
  onError,
  children,
}: FeedbackProviderProps): React.ReactElement {
  const labels: FeedbackContextValue['labels'] = allLabels ?? enBar;
  const hostQueryClient = React.useContext(QueryClientContext);
  const latest = React.useRef({ submit, onError });
  React.useEffect(() => {
    latest.current = { submit, onError };
  });

  const [client] = React.useState(() =>
    createQueryFeedbackClient(hostQueryClient ?? new QueryClient(), {
      // The engine outlives renders, so it always calls the newest functions.
      submit: Object.assign((...call: Parameters<SubmitFeedback>) => latest.current.submit(...call), {
        ...(submit.load && { load: submit.load }),
      }),
      onError: (...call) => latest.current.onError?.(...call),
    }),
  );

  const value = React.useMemo(() => {
    assertSendableReasons(reasons);
    return { client, labels, reasons, undoMs };
  }, [client, labels, reasons, undoMs]);

  return <FeedbackContext.Provider value={value}>{children}</FeedbackContext.Provider>;
}

const NO_REASONS: Partial<FeedbackReasons> = {};

export interface FeedbackProviderProps {
  /** Brings feedback to the host's server; `createProxySubmit` makes one. Keep it the same function between renders. */
  submit: SubmitFeedback;
  /** Every word that is shown or spoken. @default English */
  labels?: FeedbackLabels;
  /** The reasons to choose from; a side that is left out takes the labels' own. Keep it the same object between renders. */
  reasons?: Partial<FeedbackReasons>;
  /** How long the thank-you with its Undo stands, in milliseconds. @default 10000 */
  undoMs?: number;
  /** Sees every attempt that failed. Nothing needs to be done about it: the engine tries again or tells the person. */
  onError?: FeedbackClientOptions['onError'];
  children?: React.ReactNode;
}
