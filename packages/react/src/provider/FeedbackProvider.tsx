'use client';
import type {
  Capabilities,
  ExpiredFeedback,
  FeedbackClient,
  FeedbackError,
  FeedbackSubmission,
  RefreshMessage,
  SubmitFeedback,
} from '@message-feedback/core';
import { QueryClientContext } from '@tanstack/react-query';
import * as React from 'react';
import { callHost } from '../internals/host-call.ts';
import { enBar } from '../locales/en-bar.ts';
import { createBrowserClient, withEngineModule } from './browser-client.ts';
import { FeedbackContext, type FeedbackContextValue, type LatestOptions } from './FeedbackContext.ts';
import type { ProviderOptions } from './provider-options.ts';
import type { TrackingClient } from './usage-event.ts';

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
  const { submit, destination = submit.destination, userId = '', labels = enBar, children } = props;
  const hostQueryClient = React.useContext(QueryClientContext);
  const latest: LatestOptions & { current: FeedbackProviderProps } = React.useRef(props);
  React.useEffect(() => {
    latest.current = props;
    latest.onRender?.();
  });

  const scope = `${userId} ${destination}`;
  const create = () => {
    const client: TrackingClient = {
      ...createBrowserClient(hostQueryClient, { userId, destination, submit }, latest),
      track(type, message) {
        callHost(() =>
          latest.current.onEvent?.({ type, message, feedback: client.getSnapshot(message).feedback }),
        );
      },
      report(cause) {
        withEngineModule((module) => module.reportLoadError(latest.current, cause));
      },
    };
    return { scope, client };
  };
  let [current, setCurrent] = React.useState(create);
  // Another user or destination gets another client, so the unsent feedback of one is never sent as
  // the other's.
  if (current.scope !== scope) {
    current = create();
    setCurrent(current);
  }
  const { client } = current;
  useRunning(client);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only for what bars read while they render.
  const value = React.useMemo(
    (): FeedbackContextValue => ({ ...props, labels, client, latest }),
    [
      client,
      labels,
      props.reasons,
      props.undoMs,
      props.details,
      props.openOnRate,
      props.resolveReasons,
      props.initialFeedback,
      !props.onEvent,
    ],
  );

  return <FeedbackContext.Provider value={value}>{children}</FeedbackContext.Provider>;
}

/**
 * Runs the client while the provider is mounted, and closes a client whose user has changed. The next
 * client takes over the feedback from before the host knew the user.
 */
function useRunning(client: FeedbackClient): void {
  const running = React.useRef(client);
  React.useEffect(() => {
    if (running.current !== client) running.current.close(client);
    running.current = client;
    client.start();
    // Does not close the client, because StrictMode mounts again and requests in flight may finish.
    return () => client.stop();
  }, [client]);
}

export interface FeedbackProviderProps extends ProviderOptions {
  /**
   * Sends feedback to your server; see `createProxySubmit`. You may pass another one at any time, with
   * `load` if the first one has it: the first one decides whether the kit loads saved feedback.
   */
  submit: SubmitFeedback;
  /**
   * The id of the signed-in user. If you pass it later, it also covers what the user did on this page
   * before. Unsent feedback waits in this browser for its user and is never sent as another user's,
   * so set this if several users may share a browser. Only a hash of the id is stored, but a hash
   * does not hide an id that can be guessed.
   * @default one anonymous user; the proxy's user tags keep users apart
   */
  userId?: string | undefined;
  /**
   * A name for where feedback goes, if several providers of one origin send it to different
   * servers. Unsent feedback for one is never sent to another.
   * @default `submit.destination`, which `createProxySubmit` sets to its endpoint
   */
  destination?: string | undefined;
  /**
   * The upstream's capabilities and limits, for a submit function without `load`. Read when the
   * engine loads; a report of the proxy overrides them.
   * @default revoke, change and native reasons, with `DEFAULT_LIMITS`
   */
  capabilities?: Partial<Capabilities> | undefined;
  /**
   * Removes what must not be stored or sent, such as addresses, from comments and custom reasons,
   * before a draft is stored and before feedback is submitted. The field shows what the user typed.
   * It also gets the reasons that you offer, and must return them unchanged. It must not make a text
   * longer than the upstream's limit, or a reason empty or equal to another. If it throws, none of the
   * text is stored or sent, the bar shows that, and `onError` gets `redaction_failed`. Metadata is not
   * passed to it.
   *
   * @default no change
   * @example
   * <FeedbackProvider submit={submit} redact={(text) => text.replaceAll(/\S+@\S+/g, '[mail]')}>
   */
  redact?: ((text: string) => string) | undefined;
  /**
   * Called for each failed attempt to send, except the request that the page sends when it is left:
   * the engine tries again, or the bar shows the refusal. Also called, with `null`, if a read fails, if
   * code does not load, and if `redact` throws while a draft is stored.
   */
  onError?: ((error: FeedbackError, submission: FeedbackSubmission | null) => void) | undefined;
  /**
   * Called with feedback or a draft that stayed unsent for seven days and is now dropped. If it is from
   * another user of the browser, `feedback` is `NO_FEEDBACK`.
   */
  onExpired?: ((expired: ExpiredFeedback) => void) | undefined;
  /**
   * Gets a fresh sealed reference from your server when one has expired: return the message with a new
   * `token`, or `null`. Until then, or until a bar gets a newer `token`, the feedback is kept.
   */
  refreshMessage?: RefreshMessage | undefined;
  children?: React.ReactNode;
}
