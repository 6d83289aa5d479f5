'use client';
import type { Feedback, MessageRef } from '@message-feedback/core';
import * as React from 'react';
import { isSameMessage } from '../hooks/useMessageFeedback.ts';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';
import { MessageFeedbackModel, type MessageFeedbackView } from './MessageFeedbackModel.ts';

/** The model of one bar and what it shows now; renders again when this message changes, and only then. */
export function useMessageFeedbackModel(
  { client, undoMs }: FeedbackContextValue,
  message: MessageRef,
  initialFeedback: Feedback | undefined,
): { model: MessageFeedbackModel; view: MessageFeedbackView } {
  const create = () => new MessageFeedbackModel(client, message, undoMs, initialFeedback);
  const [model, setModel] = React.useState(create);
  // Hosts write `message={{ messageId }}` in place, so the ids decide whether it is another message.
  const current = isSameMessage(model.message, message) ? model : create();
  if (current !== model) setModel(current);
  return { model: current, view: React.useSyncExternalStore(current.subscribe, current.read, current.read) };
}
