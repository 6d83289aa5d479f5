'use client';
import { countCharacters } from '@message-feedback/core';
import * as React from 'react';
import { type PartProps, renderPart } from '../internals/renderPart.ts';
import { useFeedbackForm } from '../internals/useFeedbackForm.ts';
import { useSettledText } from '../internals/useSettledText.ts';

/** From this share of the limit on the count is spoken. */
const SPOKEN_FROM = 0.8;

/**
 * How many characters the comment has left: seen at once, spoken only near the limit and after a pause in typing.
 * Renders a `<div>` element, or nothing while there is no rating.
 */
export const MessageFeedbackCharacterCount = React.forwardRef(function MessageFeedbackCharacterCount(
  { render, ...elementProps }: MessageFeedbackCharacterCountProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { root, draft, limits } = useFeedbackForm('CharacterCount');
  const limit = limits.commentCharacters;
  const count = countCharacters(draft?.comment ?? '');
  const text =
    count > limit ? root.labels.charactersOver(count - limit) : root.labels.charactersLeft(limit - count);
  const spoken = useSettledText(count >= limit * SPOKEN_FROM ? text : '');
  if (draft === null) return null;

  return renderPart('div', render, {
    'data-over': count > limit ? '' : undefined,
    ...elementProps,
    ref: forwardedRef,
    children: (
      <>
        <span aria-hidden="true">{text}</span>
        <span className="message-feedback-visually-hidden" aria-live="polite">
          {spoken}
        </span>
      </>
    ),
  });
});

export interface MessageFeedbackCharacterCountState {
  /**
   * Whether there are more characters than the upstream takes.
   * @selector [data-over]
   */
  over: boolean;
}

export interface MessageFeedbackCharacterCountProps
  extends PartProps,
    React.ComponentPropsWithoutRef<'div'> {}
