'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import type { PartProps } from '../internals/part-element.ts';

/**
 * Takes the rating back, beside the thank-you and for as long as that stands. Never the only way: pressing the rating's
 * button again does the same.
 * Renders a `<button>` element, or nothing while there is nothing to undo.
 */
export const MessageFeedbackUndo = React.forwardRef(function MessageFeedbackUndo(
  props: MessageFeedbackUndoProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { model, view, labels, track } = useMessageFeedbackRootContext('Undo');
  if (view.notice !== 'confirmed' || view.feedback.rating === null || view.final) return null;
  return (
    <ActionButton
      {...props}
      ref={forwardedRef}
      part="Undo"
      act={() => {
        model.awaitsNotice = true;
        model.client.rate(model.message, null);
        track?.('undone', model.message);
      }}
    >
      {props.children ?? labels.undo}
    </ActionButton>
  );
});

export interface MessageFeedbackUndoProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
