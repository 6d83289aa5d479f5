'use client';
import type { FeedbackClient, FeedbackClientOptions, SubmitFeedback } from '@message-feedback/core';
import { QueryClientContext } from '@tanstack/react-query';
import * as React from 'react';
import { enBar } from '../locales/en-bar.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { createBrowserClient } from './browser-client.ts';
import { FeedbackContext, type FeedbackContextValue } from './FeedbackContext.ts';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';
import type { TrackUsage, UsageEvent } from './usage-event.ts';
import { useAssertSendableReasons } from './useAssertSendableReasons.ts';

/**
 * Holds what every feedback bar below shares: where feedback goes, the words, the reasons to choose from.
 * Renders no element. Uses the `QueryClient` above it, or one of its own.
 */
export function FeedbackProvider({
  submit,
  userId = '',
  labels: allLabels,
  reasons = NO_REASONS,
  undoMs = 10_000,
  onError,
  onExpired,
  onEvent,
  children,
}: FeedbackProviderProps): React.ReactElement {
  const labels: FeedbackContextValue['labels'] = allLabels ?? enBar;
  const hostQueryClient = React.useContext(QueryClientContext);
  const latest = React.useRef({ submit, onError, onExpired, onEvent });
  React.useEffect(() => {
    latest.current = { submit, onError, onExpired, onEvent };
  });

  const create = () => ({
    userId,
    client: createBrowserClient(hostQueryClient, {
      userId,
      // The engine outlives renders, so it always calls the newest functions.
      submit: Object.assign((...call: Parameters<SubmitFeedback>) => latest.current.submit(...call), {
        ...(submit.load && { load: submit.load }),
      }),
      onError(error, submission) {
        latest.current.onError?.(error, submission);
        if (submission) latest.current.onEvent?.({ type: 'failed', error, ...submission });
      },
      onExpired(expired) {
        latest.current.onExpired?.(expired);
        latest.current.onEvent?.({ type: 'expired', ...expired });
      },
    }),
  });
  const [state, setState] = React.useState(create);
  // What one user has not sent is never sent as the next one's.
  const { client } = state.userId === userId ? state : renewed();
  function renewed() {
    const next = create();
    setState(next);
    return next;
  }
  useRunning(client);

  useAssertSendableReasons(reasons);
  const listening = onEvent !== undefined;
  const value = React.useMemo(() => {
    const track: TrackUsage = (type, message) =>
      latest.current.onEvent?.({ type, message, feedback: client.getSnapshot(message).feedback });
    return { client, labels, reasons, undoMs, track: listening ? track : undefined };
  }, [client, labels, reasons, undoMs, listening]);

  return <FeedbackContext.Provider value={value}>{children}</FeedbackContext.Provider>;
}

/** The client works for as long as the provider stands, and the one of somebody who is gone stops at once. */
function useRunning(client: FeedbackClient): void {
  const running = React.useRef(client);
  React.useEffect(() => {
    if (running.current !== client) running.current.close();
    running.current = client;
    client.start();
    // Not closed: StrictMode comes back, and what is on its way may arrive.
    return () => client.stop();
  }, [client]);
}

const NO_REASONS: FeedbackReasonsOptions = {};

export interface FeedbackProviderProps {
  /** Brings feedback to the host's server; `createProxySubmit` makes one. Keep it the same function between renders. */
  submit: SubmitFeedback;
  /**
   * Whose feedback this is. What one user has not sent yet waits in this browser for them and is never sent as somebody else's; give
   * it where several people may use one browser. Only a hash of it is written down.
   * @default one nameless user
   */
  userId?: string;
  /** Every word that is shown or spoken. @default English */
  labels?: FeedbackLabels;
  /** The reasons to choose from; a side that is left out takes the labels' own. Keep it the same object between renders. */
  reasons?: FeedbackReasonsOptions;
  /** How long the thank-you with its Undo stands, in milliseconds. @default 10000 */
  undoMs?: number;
  /** Sees every attempt that failed. Nothing needs to be done about it: the engine tries again or tells the user. */
  onError?: FeedbackClientOptions['onError'];
  /** Gets feedback that could not be sent for seven days and is given up now. */
  onExpired?: FeedbackClientOptions['onExpired'];
  /** Gets everything that is worth counting, from the first look at a bar to what became of it. Costs nothing where it is left out. */
  onEvent?: ((event: UsageEvent) => void) | undefined;
  children?: React.ReactNode;
}
