'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { PartProps } from '../internals/part-element.ts';

/**
 * Revokes the rating, next to the thank-you and for as long as that is shown. A second press of the
 * rating's button does the same at any time.
 * Renders a `<button>` element, or nothing while there is nothing to undo.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Undo>Take it back</MessageFeedback.Undo>
 * ```
 */
export const MessageFeedbackUndo = React.forwardRef(function MessageFeedbackUndo(
  props: MessageFeedbackUndoProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { model, view, labels } = useMessageFeedbackRootContext('Undo');
  if (view.notice !== 'confirmed' || view.feedback.rating === null || view.final) return null;
  return (
    <ActionButton {...props} ref={forwardedRef} part="Undo" act={() => model.undo()}>
      {props.children ?? labels.undo}
    </ActionButton>
  );
});

export interface MessageFeedbackUndoProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
