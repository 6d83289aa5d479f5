'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * Describes the details: that the rating already counts, that it is not sent yet, or why the user
 * cannot change it. Screen readers read it after the title, unless `Details` has an `aria-describedby` of your own.
 * Renders a `<p>` element.
 *
 * @example
 * ```tsx
 * <MessageFeedback.DetailsDescription>We read every comment.</MessageFeedback.DetailsDescription>
 * ```
 */
export const MessageFeedbackDetailsDescription = React.forwardRef(function MessageFeedbackDetailsDescription(
  { render, ...elementProps }: MessageFeedbackDetailsDescriptionProps,
  forwardedRef: React.ForwardedRef<HTMLParagraphElement>,
) {
  const bar = useMessageFeedbackRootContext('DetailsDescription');
  const { labels, blocked, view, id } = bar;
  const refs = React.useMemo(() => composeRefs(describeDetails, forwardedRef), [forwardedRef]);
  // Not while `sending`, where a rating opens the form: the text would change a moment later.
  const isUnsent = view.delivery !== 'settled' && view.delivery !== 'sending';
  return renderPart('p', render, bar.state, {
    id: `${id}description`,
    'data-feedback-part': 'description',
    ...withoutUndefined(elementProps),
    ref: refs,
    children:
      elementProps.children ??
      blocked ??
      (isUnsent ? labels.detailsDescriptionUnsent : labels.detailsDescription),
  });
});

/** Links the surface to the description. The surface has rendered without it and need not render again. */
function describeDetails(description: HTMLElement | null): void {
  const details = description?.closest('[data-surface]');
  if (description && !details?.hasAttribute('aria-describedby'))
    details?.setAttribute('aria-describedby', description.id);
}

export interface MessageFeedbackDetailsDescriptionState extends MessageFeedbackRootState {}

export interface MessageFeedbackDetailsDescriptionProps
  extends PartProps<'p', MessageFeedbackDetailsDescriptionState>,
    ElementProps<'p'> {}
