'use client';
import { reasonIdentity } from '@message-feedback/core';
import * as React from 'react';
import { type PartProps, renderPart } from '../internals/renderPart.ts';
import { useFeedbackForm } from '../internals/useFeedbackForm.ts';
import { MessageFeedbackReason } from './MessageFeedbackReason.tsx';

/**
 * The reasons of the rating to choose from, and those chosen before that are no longer offered. Without children it renders
 * a `Reason` for each.
 * Renders a `<fieldset>` element, or nothing while there is none.
 */
export const MessageFeedbackReasons = React.forwardRef(function MessageFeedbackReasons(
  { render, children, ...elementProps }: MessageFeedbackReasonsProps,
  forwardedRef: React.ForwardedRef<HTMLFieldSetElement>,
) {
  const { root, draft, limits } = useFeedbackForm('Reasons');
  if (draft === null) return null;
  const offered = root.reasons[draft.rating].map(({ label }) => label);
  const known = new Set(offered.map(reasonIdentity));
  const labels = [...offered, ...draft.reasons.filter((reason) => !known.has(reasonIdentity(reason)))];
  if (labels.length === 0 && children === undefined) return null;

  const full = draft.reasons.length >= limits.reasons && labels.length > limits.reasons;
  return renderPart('fieldset', render, {
    'aria-describedby': full ? `${root.id}reasons-hint` : undefined,
    ...elementProps,
    ref: forwardedRef,
    children: (
      <>
        <legend>{root.labels.reasonsLegend}</legend>
        {children ?? labels.map((label) => <MessageFeedbackReason key={label} reason={label} />)}
        {full && <p id={`${root.id}reasons-hint`}>{root.labels.tooManyReasons(limits.reasons)}</p>}
      </>
    ),
  });
});

export interface MessageFeedbackReasonsProps extends PartProps, React.ComponentPropsWithoutRef<'fieldset'> {}
