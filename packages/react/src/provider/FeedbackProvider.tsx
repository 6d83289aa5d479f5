'use client';
import type {
  FeedbackClient,
  FeedbackClientOptions,
  RatedMessage,
  SubmitFeedback,
} from '@message-feedback/core';
import { QueryClientContext } from '@tanstack/react-query';
import * as React from 'react';
import { enBar } from '../locales/en-bar.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { createBrowserClient, withEngine } from './browser-client.ts';
import { FeedbackContext, type FeedbackContextValue } from './FeedbackContext.ts';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';
import type { TrackingClient, UsageAction, UsageEvent } from './usage-event.ts';

/**
 * Provides the submit function, the labels and the reasons for every feedback bar below it. Renders
 * no element. Uses the `QueryClient` of your app if there is one above it, otherwise its own.
 *
 * @example
 * ```tsx
 * import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
 * import '@message-feedback/react/styles.css';
 *
 * const submit = createProxySubmit({ endpoint: '/api/message-feedback' });
 *
 * export function Chat({ userId, messageIds }: { userId: string; messageIds: string[] }) {
 *   return (
 *     <FeedbackProvider submit={submit} userId={userId}>
 *       {messageIds.map((messageId) => (
 *         <FeedbackBar key={messageId} message={{ messageId }} />
 *       ))}
 *     </FeedbackProvider>
 *   );
 * }
 * ```
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
  const host = { submit, onError, onExpired, onEvent, labels: allLabels, reasons };
  const latest = React.useRef(host);
  React.useEffect(() => {
    latest.current = host;
  });

  const create = () => {
    // The client outlives renders, and the host may pass another function with the next one.
    const latestSubmit: SubmitFeedback = (...call) => latest.current.submit(...call);
    const client: TrackingClient = Object.assign(
      createBrowserClient(hostQueryClient, { userId, submit: latestSubmit, load: submit.load }, latest),
      {
        track(type: UsageAction['type'], message: RatedMessage) {
          latest.current.onEvent?.({ type, message, feedback: client.getSnapshot(message).feedback });
        },
        report(cause: unknown) {
          withEngine(({ loadError }) => latest.current.onError?.(loadError(cause), null));
        },
      },
    );
    return { userId, client };
  };
  const [state, setState] = React.useState(create);
  // Another user gets another client, so the unsent feedback of one is never sent as the other's.
  const { client } = state.userId === userId ? state : renewed();
  function renewed() {
    const next = create();
    setState(next);
    return next;
  }
  useRunning(client);

  const tracksUsage = onEvent !== undefined;
  const value = React.useMemo(
    () => ({ client, tracksUsage, labels, reasons, undoMs }),
    [client, tracksUsage, labels, reasons, undoMs],
  );

  return <FeedbackContext.Provider value={value}>{children}</FeedbackContext.Provider>;
}

/** Runs the client while the provider is mounted, and closes a client whose user has changed. */
function useRunning(client: FeedbackClient): void {
  const running = React.useRef(client);
  React.useEffect(() => {
    if (running.current !== client) running.current.close();
    running.current = client;
    client.start();
    // Not closed, because StrictMode mounts again and requests in flight may finish.
    return () => client.stop();
  }, [client]);
}

const NO_REASONS: FeedbackReasonsOptions = {};

export interface FeedbackProviderProps {
  /** Sends feedback to your server; see `createProxySubmit`. Keep it stable between renders. */
  submit: SubmitFeedback;
  /**
   * The signed-in user. Unsent feedback waits in this browser for its user and is never sent as
   * another's, so set this where several users may share a browser. Only a hash of it is stored.
   * @default one anonymous user
   */
  userId?: string;
  /**
   * All visible and spoken texts, and their language for screen readers. On a page in another
   * language, pass `en` for English too: by default, bars do not set `lang`.
   * @default English
   */
  labels?: FeedbackLabels;
  /**
   * The reasons to choose from. A rating without any gets the default reasons of the labels. Keep
   * it the same object between renders.
   */
  reasons?: FeedbackReasonsOptions;
  /** How long the thank-you with its Undo button stays, in milliseconds. @default 10000 */
  undoMs?: number;
  /** Called for every failed attempt; the engine tries again, or the bar tells the user. */
  onError?: FeedbackClientOptions['onError'];
  /** Called with feedback that could not be sent for seven days and is now dropped. */
  onExpired?: FeedbackClientOptions['onExpired'];
  /** Called for every usage event, for analytics. Costs nothing if you leave it out. */
  onEvent?: ((event: UsageEvent) => void) | undefined;
  children?: React.ReactNode;
}
