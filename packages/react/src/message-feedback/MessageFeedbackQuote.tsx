'use client';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { beginsWithQuote, quotedComment } from '../form/quoted-comment.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * Quotes a passage of the answer above the comment, and moves focus to the comment field. A quote
 * counts towards the comment's limit. It takes at most half of the limit and at most the characters
 * left, but it may always take 20. A longer passage ends with `…`.
 * Renders a `<button>` element, or nothing without a passage or once it is quoted.
 *
 * @example
 * ```tsx
 * const passage = useSelectedPassage(answer);
 *
 * <MessageFeedback.Quote passage={passage} />
 * <MessageFeedback.Comment />
 * ```
 */
export const MessageFeedbackQuote = React.forwardRef(function MessageFeedbackQuote(
  { passage, render, onClick, ...elementProps }: MessageFeedbackQuoteProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { root, limits, draft, readOnly, change, focusComment } = useFeedbackForm('Quote');
  if (draft === null || readOnly || !passage?.trim() || beginsWithQuote(draft.comment, passage)) return null;
  return renderPart('button', render, root.state, {
    type: 'button',
    'data-feedback-part': 'button',
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, () => {
      change({ comment: quotedComment(draft.comment, passage, limits.commentCharacters) });
      focusComment();
    }),
    children: elementProps.children ?? root.labels.quote,
  });
});

export interface MessageFeedbackQuoteState extends MessageFeedbackRootState {}

export interface MessageFeedbackQuoteProps
  extends PartProps<'button', MessageFeedbackQuoteState>,
    ElementProps<'button'> {
  /** The text to quote, for example what `useSelectedPassage` returns. */
  passage: string | null | undefined;
}
