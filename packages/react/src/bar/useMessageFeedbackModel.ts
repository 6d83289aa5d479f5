'use client';
import type { Feedback, RatedMessage } from '@message-feedback/core';
import * as React from 'react';
import type { TrackingClient } from '../provider/usage-event.ts';
import { MessageFeedbackModel } from './message-feedback-model.ts';
import type { MessageFeedbackView } from './message-feedback-view.ts';
import { isSameMessage } from './message-identity.ts';
import { reportIfWithoutId } from './message-without-id.ts';

/**
 * The model of one message and its current view. Renders again when the view of this message changes,
 * never for another message. `null` for a message that cannot be rated or has no id.
 */
export function useMessageFeedbackModel(
  client: TrackingClient,
  hostMessage: RatedMessage | null,
  initial: Feedback | null | undefined,
): ModelAndView | null {
  const message = hostMessage?.messageId || hostMessage?.pendingId ? hostMessage : null;
  reportIfWithoutId(!!hostMessage && !message);
  const create = () => message && new MessageFeedbackModel(client, message, initial);
  let [model, setModel] = React.useState(create);
  // May run during render: every render with these props makes the same change.
  if (model?.client === client && message && isSameMessage(model.message, message))
    model.update(message, initial);
  else if (model || message) {
    model = create();
    setModel(model);
  }
  const readInitial = () => model?.initialView ?? null;
  const view = React.useSyncExternalStore(
    model?.subscribe ?? subscribeToNothing,
    model?.read ?? readInitial,
    // A bar that hydrates late starts with the server's view, even if the client knows more by now.
    readInitial,
  );
  return model && view && { model, view };
}

export interface ModelAndView {
  readonly model: MessageFeedbackModel;
  readonly view: MessageFeedbackView;
}

const subscribeToNothing = () => () => {};
