'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { closeDetails, openDetails } from '../bar/bar-actions.ts';
import { offersDetails } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { type ElementProps, type PartProps, withoutUndefined } from '../internals/part-element.ts';

/**
 * Opens the details to add, edit or read reasons and a comment; closes them when they are open.
 * Renders a `<button>` element, or nothing if the rating neither has details nor can get any.
 *
 * @example
 * ```tsx
 * <MessageFeedback.DetailsTrigger>Tell us more</MessageFeedback.DetailsTrigger>
 * ```
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
  if (rating === null || bar.details === false || !(hasDetails || offered)) return null;
  const open = view.detailsFor !== null;
  const label = hasDetails ? labels.editDetails : labels.addDetails;
  return (
    <ActionButton
      aria-haspopup={bar.surface === 'inline' ? undefined : 'dialog'}
      aria-expanded={open}
      {...withoutUndefined(props)}
      ref={forwardedRef}
      part="DetailsTrigger"
      state={{ ...bar.state, open }}
      act={() => (open ? closeDetails : openDetails)(model)}
    >
      {props.children ?? (blocked === undefined ? label : labels.viewDetails)}
    </ActionButton>
  );
});

export interface MessageFeedbackDetailsTriggerState extends MessageFeedbackRootState {
  /**
   * Whether the details are open.
   * @selector [aria-expanded="true"]
   */
  open: boolean;
}

export interface MessageFeedbackDetailsTriggerProps
  extends PartProps<'button', MessageFeedbackDetailsTriggerState>,
    ElementProps<'button'> {}
