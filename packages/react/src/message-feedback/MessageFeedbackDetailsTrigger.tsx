'use client';
import * as React from 'react';
import { ActionButton } from '../internals/ActionButton.tsx';
import { offersDetails } from '../internals/bar-props.ts';
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
  const bar = useMessageFeedbackRootContext('DetailsTrigger');
  const { model, view, labels } = bar;
  const { rating, reasons, comment } = view.feedback;
  const said = comment !== '' || reasons.length > 0;
  if (rating === null || !(said || offersDetails(bar, rating)) || bar.disabled || view.final) return null;
  return (
    <ActionButton
      aria-haspopup="dialog"
      aria-expanded={view.detailsFor !== null}
      {...props}
      ref={forwardedRef}
      part="DetailsTrigger"
      act={() => model.openDetails()}
      staysMounted
    >
      {props.children ?? (said ? labels.editDetails : labels.addDetails)}
    </ActionButton>
  );
});

export interface MessageFeedbackDetailsTriggerProps
  extends PartProps,
    React.ComponentPropsWithoutRef<'button'> {}
