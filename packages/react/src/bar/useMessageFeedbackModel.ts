'use client';
import type { Feedback, RatedMessage } from '@message-feedback/core';
import * as React from 'react';
import { isSameMessage } from '../hooks/useMessageFeedback.ts';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';
import { MessageFeedbackModel, type MessageFeedbackView } from './message-feedback-model.ts';

/**
 * The model of one bar and what it shows now; renders again when this message changes, and only then. `null` for a message
 * that cannot be rated.
 */
export function useMessageFeedbackModel(
  { client, undoMs }: Pick<FeedbackContextValue, 'client' | 'undoMs'>,
  message: RatedMessage | null,
  initialFeedback: Feedback | undefined,
): { readonly model: MessageFeedbackModel; readonly view: MessageFeedbackView } | null {
  const create = () => message && new MessageFeedbackModel(client, message, undoMs, initialFeedback);
  const [model, setModel] = React.useState(create);
  let current = model;
  // Hosts write `message={{ messageId }}` in place, so the ids decide whether it is another message.
  if (model?.client !== client || !isSameMessage(model.message, message)) {
    const isSame = model && message && model.client === client && isSameUnder(model.message, message);
    // In render, as it says the same of the same message whichever render wins.
    if (isSame) model.rename(message);
    else current = create();
  }
  if (current !== model) setModel(current);
  const view = React.useSyncExternalStore(
    current?.subscribe ?? subscribeToNothing,
    current?.read ?? readNothing,
    // A row that hydrates late still begins with what the server rendered, whatever has been read since.
    () => current?.initialView ?? null,
  );
  return current && view && { model: current, view };
}

/** Whether a message got further ids, above all its own after it had none. */
function isSameUnder({ messageId, pendingId }: RatedMessage, next: RatedMessage): boolean {
  return pendingId === undefined ? messageId === next.messageId : pendingId === next.pendingId;
}

const subscribeToNothing = () => () => {};
const readNothing = () => null;
