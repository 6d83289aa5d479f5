'use client';
import { countCharacters } from '@message-feedback/core';
import * as React from 'react';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { useSettledText } from '../form/useSettledText.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/** From this share of the limit on the count is spoken. */
const SPOKEN_FROM = 0.8;

/**
 * How many characters are left: seen at once, spoken only near the limit and after a pause in typing. Those of a reason of
 * one's own are not worth a word before that.
 * Renders a `<div>` element, or nothing while there is no rating or nothing may be changed.
 */
export const MessageFeedbackCharacterCount = React.forwardRef(function MessageFeedbackCharacterCount(
  { of = 'comment', render, ...elementProps }: MessageFeedbackCharacterCountProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { root, draft, limits, readOnly } = useFeedbackForm('CharacterCount');
  const countsComment = of === 'comment';
  const limit = countsComment ? limits.commentCharacters : limits.reasonCharacters;
  const count = countCharacters((countsComment ? draft?.comment : draft?.ownReason) ?? '');
  const text =
    count > limit ? root.labels.charactersOver(count - limit) : root.labels.charactersLeft(limit - count);
  const isNearLimit = count >= limit * SPOKEN_FROM;
  const spoken = useSettledText(isNearLimit ? text : '');
  if (draft === null || readOnly) return null;

  return renderPart('div', render, {
    'data-part': 'count',
    'data-over': count > limit ? '' : undefined,
    ...elementProps,
    ref: forwardedRef,
    children: (
      <>
        <span aria-hidden="true">{countsComment || isNearLimit ? text : ''}</span>
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

export interface MessageFeedbackCharacterCountProps extends PartProps, React.ComponentPropsWithoutRef<'div'> {
  /** Whose characters. @default 'comment' */
  of?: 'comment' | 'reason';
}
