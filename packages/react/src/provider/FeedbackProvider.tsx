'use client';
import type {
  ExpiredFeedback,
  FeedbackClient,
  FeedbackError,
  FeedbackSubmission,
  RatedMessage,
  RefreshMessage,
  SubmitFeedback,
} from '@message-feedback/core';
import { QueryClientContext } from '@tanstack/react-query';
import * as React from 'react';
import { callHost } from '../internals/host-call.ts';
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
export function FeedbackProvider(props: FeedbackProviderProps): React.ReactElement {
  const {
    submit,
    destination = submit.destination,
    userId = '',
    reasons = NO_REASONS,
    undoMs = 10_000,
    onEvent,
    children,
  } = props;
  const labels: FeedbackContextValue['labels'] = props.labels ?? enBar;
  const hostQueryClient = React.useContext(QueryClientContext);
  const latest = React.useRef(props);
  React.useEffect(() => {
    latest.current = props;
  });

  const scope = `${userId} ${destination}`;
  const create = () => {
    const client: TrackingClient = Object.assign(
      createBrowserClient(hostQueryClient, { userId, destination, submit }, latest),
      {
        track(type: UsageAction['type'], message: RatedMessage) {
          callHost(() =>
            latest.current.onEvent?.({ type, message, feedback: client.getSnapshot(message).feedback }),
          );
        },
        report(cause: unknown) {
          withEngine((engine) => engine.reportLoadError(latest.current, cause));
        },
      },
    );
    return { scope, client };
  };
  const [state, setState] = React.useState(create);
  // Another user or destination gets another client, so the unsent feedback of one is never sent as
  // the other's.
  const { client } = state.scope === scope ? state : renewed();
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

/**
 * Runs the client while the provider is mounted, and closes a client whose user has changed. What the
 * user did before the host knew the user goes to the next client.
 */
function useRunning(client: FeedbackClient): void {
  const running = React.useRef(client);
  React.useEffect(() => {
    if (running.current !== client) running.current.close(client);
    running.current = client;
    client.start();
    // Not closed, because StrictMode mounts again and requests in flight may finish.
    return () => client.stop();
  }, [client]);
}

const NO_REASONS: FeedbackReasonsOptions = {};

export interface FeedbackProviderProps {
  /** Sends feedback to your server; see `createProxySubmit`. You may pass another one at any time. */
  submit: SubmitFeedback;
  /**
   * The id of the signed-in user. If you pass it later, it also covers what the user did on this page
   * before. Unsent feedback waits in this browser for its user and is never sent as another user's,
   * so set this if several users may share a browser. Only a hash of the id is stored, but a hash
   * does not hide an id that can be guessed.
   * @default one anonymous user; the proxy's user tags keep users apart
   */
  userId?: string;
  /**
   * A name for where feedback goes, if several providers of one origin send it to different
   * servers. Unsent feedback for one is never sent to another.
   * @default `submit.destination`, which `createProxySubmit` sets to its endpoint
   */
  destination?: string;
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
  /** Called for every failed attempt. The engine tries again, or the bar shows the refusal. */
  onError?: ((error: FeedbackError, submission: FeedbackSubmission | null) => void) | undefined;
  /** Called with feedback or a draft that stayed unsent for seven days and is now dropped. */
  onExpired?: ((expired: ExpiredFeedback) => void) | undefined;
  /**
   * Gets a fresh sealed reference from your server when one has expired: return the message with a new
   * `token`, or `null`. Until then, or until a bar gets a newer `token`, the feedback is kept.
   */
  refreshMessage?: RefreshMessage | undefined;
  /** Called for every usage event, for analytics. Costs nothing if you leave it out. */
  onEvent?: ((event: UsageEvent) => void) | undefined;
  children?: React.ReactNode;
}
