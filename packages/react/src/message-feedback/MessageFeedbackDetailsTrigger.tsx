'use client';
import * as React from 'react';
import { ActionButton } from '../internals/ActionButton.tsx';
import type { PartProps } from '../internals/renderPart.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.ts';

/**
 * Opens the details again, to add reasons and a comment or to edit what was said.
 * Renders a `<button>` element, or nothing while there is no rating to say more about.
 */
export const MessageFeedbackDetailsTrigger = React.forwardRef(function MessageFeedbackDetailsTrigger(
  props: MessageFeedbackDetailsTriggerProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { feedback, saved, reasons, labels, detailsFor, disabled, openDetails } =
    useMessageFeedbackRootContext('DetailsTrigger');
  const { rating } = feedback;
  const said = feedback.comment !== '' || feedback.reasons.length > 0;
  const offered = rating === 'dislike' || (rating === 'like' && (said || reasons.like.length > 0));
  if (!offered || disabled || saved?.final) return null;
  return (
    <ActionButton
      aria-haspopup="dialog"
      aria-expanded={detailsFor !== null}
      {...props}
      ref={forwardedRef}
      part="DetailsTrigger"
      act={openDetails}
      keepsFocus
    >
      {props.children ?? (said ? labels.editDetails : labels.addDetails)}
    </ActionButton>
  );
});

export interface MessageFeedbackDetailsTriggerProps
  extends PartProps,
    React.ComponentPropsWithoutRef<'button'> {}
