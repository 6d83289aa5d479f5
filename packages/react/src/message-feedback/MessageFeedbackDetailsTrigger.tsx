'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { offersDetails } from '../bar/bar-props.ts';
import { closeDetails } from '../bar/details-state.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import type { PartProps } from '../internals/part-element.ts';

/**
 * Opens the details again, to add reasons and a comment, to edit what was said, or to read it where it cannot be changed; closes
 * them when they are open.
 * Renders a `<button>` element, or nothing while there is no rating to say more about.
 */
export const MessageFeedbackDetailsTrigger = React.forwardRef(function MessageFeedbackDetailsTrigger(
  props: MessageFeedbackDetailsTriggerProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const bar = useMessageFeedbackRootContext('DetailsTrigger');
  const { model, view, labels, blocked } = bar;
  const { rating, reasons, comment } = view.feedback;
  const hasDetails = comment !== '' || reasons.length > 0;
  const offered = blocked === undefined && rating !== null && offersDetails(bar, rating);
  if (rating === null || !(hasDetails || offered)) return null;
  const open = view.detailsFor !== null;
  const label = hasDetails ? labels.editDetails : labels.addDetails;
  return (
    <ActionButton
      aria-haspopup={bar.surface === 'inline' ? undefined : 'dialog'}
      aria-expanded={open}
      {...props}
      ref={forwardedRef}
      part="DetailsTrigger"
      act={() => (open ? closeDetails(model) : model.show({ detailsFor: rating }))}
    >
      {props.children ?? (blocked === undefined ? label : labels.viewDetails)}
    </ActionButton>
  );
});

export interface MessageFeedbackDetailsTriggerProps
  extends PartProps,
    React.ComponentPropsWithoutRef<'button'> {}
