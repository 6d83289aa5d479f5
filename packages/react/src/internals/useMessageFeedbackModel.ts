'use client';
import type { Feedback, RatedMessage } from '@message-feedback/core';
import * as React from 'react';
import { isSameMessage } from '../hooks/useMessageFeedback.ts';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';
import { MessageFeedbackModel, type MessageFeedbackView } from './MessageFeedbackModel.ts';

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
    current = message && model?.client === client ? (model.renamed(message) ?? create()) : create();
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

const subscribeToNothing = () => () => {};
const readNothing = () => null;
