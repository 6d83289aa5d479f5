'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import type { ElementProps, PartProps } from '../internals/part-element.ts';

/**
 * Revokes the rating, next to the thank-you and for as long as that is shown. A second press of the
 * rating's button does the same for as long as the rating can change.
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
  const bar = useMessageFeedbackRootContext('Undo');
  const { model, view, labels, blocked } = bar;
  if (view.notice !== 'confirmed' || view.feedback.rating === null || blocked !== undefined) return null;
  return (
    <ActionButton {...props} ref={forwardedRef} part="Undo" state={bar.state} act={() => model.rate(null)}>
      {props.children ?? labels.undo}
    </ActionButton>
  );
});

export interface MessageFeedbackUndoState extends MessageFeedbackRootState {}

export interface MessageFeedbackUndoProps
  extends PartProps<'button', MessageFeedbackUndoState>,
    ElementProps<'button'> {}
