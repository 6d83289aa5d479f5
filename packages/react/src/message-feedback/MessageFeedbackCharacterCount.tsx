'use client';
import { countCharacters } from '@message-feedback/core';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { useSettledText } from '../form/useSettledText.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/** The count is shown from this share of the limit. */
const SHOWN_FROM = 0.8;

/** Inline, so that the text stays hidden without the stylesheet. */
const VISUALLY_HIDDEN: React.CSSProperties = {
  position: 'absolute',
  inlineSize: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
};

/**
 * The number of characters left, from 80 % of the limit on. It changes at once, and is spoken after
 * a pause in typing.
 * Renders a `<div>` element, or nothing without a rating or where nothing can change.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Comment />
 * <MessageFeedback.CharacterCount />
 * ```
 */
export const MessageFeedbackCharacterCount = React.forwardRef(function MessageFeedbackCharacterCount(
  { of = 'comment', render, ...elementProps }: MessageFeedbackCharacterCountProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const { root, draft, limits, readOnly } = useFeedbackForm('CharacterCount');
  const countsComment = of === 'comment';
  const limit = countsComment ? limits.commentCharacters : limits.reasonCharacters;
  const count = countCharacters((countsComment ? draft?.comment : draft?.customReason) ?? '');
  const text =
    count > limit ? root.labels.charactersOver(count - limit) : root.labels.charactersLeft(limit - count);
  const isNearLimit = count >= limit * SHOWN_FROM;
  const spoken = useSettledText(isNearLimit ? text : '');
  if (draft === null || readOnly) return null;

  const over = count > limit;
  return renderPart(
    'div',
    render,
    { ...root.state, over },
    {
      'data-feedback-part': 'count',
      'data-over': over ? '' : undefined,
      ...withoutUndefined(elementProps),
      ref: forwardedRef,
      children: (
        <>
          <span aria-hidden="true">{isNearLimit ? text : ''}</span>
          <span style={VISUALLY_HIDDEN} aria-live="polite">
            {spoken}
          </span>
        </>
      ),
    },
  );
});

export interface MessageFeedbackCharacterCountState extends MessageFeedbackRootState {
  /**
   * Whether the text is over the upstream's limit.
   * @selector [data-over]
   */
  over: boolean;
}

export interface MessageFeedbackCharacterCountProps
  extends PartProps<'div', MessageFeedbackCharacterCountState>,
    ElementProps<'div'> {
  /** The field whose characters are counted. @default 'comment' */
  of?: 'comment' | 'reason' | undefined;
}
