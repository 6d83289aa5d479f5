'use client';
import {
  listFeedback,
  type RatedMessage,
  type Rating,
  type UserFeedback,
  watchFeedback,
} from '@message-feedback/core';
import * as React from 'react';
import { retry } from '../bar/bar-actions.ts';
import { MessageFeedbackModel } from '../bar/message-feedback-model.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { TrackingClient } from '../provider/usage-event.ts';

/**
 * The user's feedback for the messages whose bars have been shown since the page loaded, and unsent
 * feedback from earlier page loads, the newest first. To list other messages, pass your own data to
 * `seed` of `useFeedbackClient`. Empty on a server. Until the engine has loaded, after the first
 * paint, the list has only what was known when its component mounted.
 *
 * @example
 * ```tsx
 * import { useMyFeedback } from '@message-feedback/react';
 *
 * export function MyFeedback() {
 *   const { items, undo } = useMyFeedback();
 *   return (
 *     <ul>
 *       {items.map(({ message, feedback }) => (
 *         <li key={message.messageId ?? message.pendingId}>
 *           {feedback.comment}
 *           <button type="button" onClick={() => undo(message)}>
 *             Undo
 *           </button>
 *         </li>
 *       ))}
 *     </ul>
 *   );
 * }
 * ```
 */
export function useMyFeedback(): UseMyFeedbackResult {
  const context = useFeedbackContext();
  // A host that controls the feedback of one bar does not control this list.
  const client = context.client.uncontrolled ?? context.client;
  const [list, setList] = React.useState<ListOfClient>({ client, items: NONE });
  React.useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      const items = listFeedback(client);
      clearTimeout(timer);
      timer = setTimeout(update, msToNextFinal(client, items));
      setList((before) =>
        before.client === client && isSame(before.items, items) ? before : { client, items },
      );
    };
    update();
    const stop = watchFeedback(client, update);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
  const actions = React.useMemo(() => actionsOf(client), [client]);
  // Another user has another client: the list of the last one must not be shown.
  return { items: list.client === client ? list.items : NONE, ...actions };
}

function actionsOf(client: TrackingClient): MyFeedbackActions {
  function rate(message: RatedMessage, rating: Rating | null): void {
    const model = new MessageFeedbackModel(client, message);
    if (!model.read().final) model.rate(rating);
  }
  return {
    rate,
    undo: (message) => rate(message, null),
    retry: (message) => retry(new MessageFeedbackModel(client, message)),
  };
}

/** Compares by identity: the client returns the same `Feedback` object until the feedback changes. */
function isSame(before: readonly UserFeedback[], after: readonly UserFeedback[]): boolean {
  return (
    before.length === after.length &&
    after.every((item, index) => {
      const names = Object.keys(item) as (keyof UserFeedback)[];
      return names.every((name) => item[name] === before[index]?.[name]);
    })
  );
}

/** Until the next undo window ends, in milliseconds, or as long as a timer can wait. */
function msToNextFinal(client: TrackingClient, items: readonly UserFeedback[]): number {
  const ends = items.map(({ undoUntil }) => (undoUntil === null ? Infinity : Date.parse(undoUntil)));
  return Math.min(Math.max(0, Math.min(...ends) - client.getTime()), 2 ** 31 - 1);
}

const NONE: readonly UserFeedback[] = [];

interface ListOfClient {
  readonly client: TrackingClient;
  readonly items: readonly UserFeedback[];
}

export interface UseMyFeedbackResult extends MyFeedbackActions {
  /** The user's feedback, the newest first. The same array until one of them changes. */
  readonly items: readonly UserFeedback[];
}

export interface MyFeedbackActions {
  /** Rates or switches; `null` revokes the rating. Does nothing for a rating that is final. */
  rate(message: RatedMessage, rating: Rating | null): void;
  /** Revokes the rating. Does nothing for a rating that is final. */
  undo(message: RatedMessage): void;
  /** Sends unsent feedback now, but not before the end of a `Retry-After` of up to 5 minutes. */
  retry(message: RatedMessage): void;
}
