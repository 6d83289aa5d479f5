'use client';
import {
  EMPTY_SNAPSHOT,
  type Feedback,
  type FeedbackDraft,
  type FeedbackSnapshot,
  type RatedMessage,
  type Rating,
} from '@message-feedback/core';
import * as React from 'react';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/**
 * What is known about one message and what can be done with it. Renders again when this message changes, and only then.
 * With `null`, for a message that cannot be rated, nothing is known and the actions do nothing.
 */
export function useMessageFeedback(
  message: RatedMessage | null,
  { initialFeedback }: UseMessageFeedbackOptions = {},
): UseMessageFeedbackResult {
  const { client, track } = useFeedbackContext();
  const current = useStableMessage(message);

  const subscribe = React.useCallback(
    (listener: () => void) => (current === null ? () => {} : client.subscribe(current, listener)),
    [client, current],
  );
  const read = () => (current === null ? null : client.getSnapshot(current));
  const snapshot = React.useSyncExternalStore(subscribe, read, readOnServer);

  const known = snapshot !== null && (snapshot.confirmed !== null || snapshot.delivery !== 'settled');
  // Only what was given first counts: later the client knows better.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  React.useEffect(() => {
    if (current !== null && initialFeedback !== undefined) client.seed(current, initialFeedback);
  }, [client, current]);

  const actions = React.useMemo(() => {
    const onMessage = (act: (message: RatedMessage) => void) => {
      if (current !== null) act(current);
    };
    return {
      rate: (rating: Rating | null) =>
        onMessage((rated) => {
          const before = client.getSnapshot(rated).feedback.rating;
          client.rate(rated, rating);
          if (rating !== before)
            track?.(rating === null ? 'undone' : before === null ? 'rated' : 'switched', rated);
        }),
      submit: (feedback: Feedback) =>
        onMessage((rated) => {
          client.submit(rated, feedback);
          track?.('sent', rated);
        }),
      setDraft: (draft: FeedbackDraft | null) => onMessage((rated) => client.setDraft(rated, draft)),
      retry: () =>
        onMessage((rated) => {
          client.retry(rated);
          track?.('retried', rated);
        }),
    };
  }, [client, current, track]);

  return {
    ...(snapshot ?? EMPTY_SNAPSHOT),
    ...(!known && initialFeedback !== undefined && { feedback: initialFeedback }),
    ...actions,
  };
}

export interface UseMessageFeedbackOptions {
  /** What the host knows of this message from its own data, shown from the first paint until something newer is known. */
  readonly initialFeedback?: Feedback | undefined;
}

export interface UseMessageFeedbackResult extends FeedbackSnapshot {
  /** Rates or switches; `null` takes the rating back. */
  rate(rating: Rating | null): void;
  /** Sends a whole feedback, words included. */
  submit(feedback: Feedback): void;
  /** Keeps what is being written, beyond this component's life. */
  setDraft(draft: FeedbackDraft | null): void;
  /** Tries to send again at once. */
  retry(): void;
}

const readOnServer = (): FeedbackSnapshot | null => null;

/** The same object for as long as the ids are the same, as hosts write `message={{ messageId }}` in place. */
function useStableMessage(message: RatedMessage | null): RatedMessage | null {
  const [stable, setStable] = React.useState(message);
  if (isSameMessage(stable, message)) return stable;
  setStable(message);
  return message;
}

/** Whether two references say the same, ids and all. */
export function isSameMessage(a: RatedMessage | null, b: RatedMessage | null): boolean {
  return a === b || (a !== null && b !== null && IDS.every((id) => (a as Ids)[id] === (b as Ids)[id]));
}

const IDS = ['messageId', 'pendingId', 'conversationId', 'responseId', 'token'] as const;

type Ids = Readonly<Partial<Record<(typeof IDS)[number], string | undefined>>>;
