'use client';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { isComposing } from '../form/input-composition.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { useGrowingField } from '../form/useGrowingField.ts';
import { composeRefs } from '../internals/composed-refs.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * The comment field. Enter inserts a line break; Ctrl+Enter or ⌘+Enter sends. It accepts more
 * characters than the limit, because cutting would break IMEs and pasted text; after Send,
 * `CommentError` says by how much.
 * Renders a `<textarea>` element, or nothing without a rating or without a comment to read.
 *
 * @example
 * ```tsx
 * <MessageFeedback.CommentLabel />
 * <MessageFeedback.Comment rows={4} placeholder="Optional" />
 * <MessageFeedback.CommentError />
 * ```
 */
export const MessageFeedbackComment = React.forwardRef(function MessageFeedbackComment(
  { render, onChange, onKeyDown, ...elementProps }: MessageFeedbackCommentProps,
  forwardedRef: React.ForwardedRef<HTMLTextAreaElement>,
) {
  const { root, draft, problems, readOnly, change, send } = useFeedbackForm('Comment');
  const field = useGrowingField(draft?.comment);
  const refs = React.useMemo(() => composeRefs(field, forwardedRef), [field, forwardedRef]);
  if (draft === null || (readOnly && draft.comment === '')) return null;
  const over = problems.some(({ field }) => field === 'comment');
  const invalid = over && root.view.problemsShown;

  return renderPart(
    'textarea',
    render,
    { ...root.state, over, invalid },
    {
      dir: 'auto',
      rows: 3,
      'data-feedback-part': 'field',
      readOnly,
      'aria-invalid': invalid || undefined,
      'aria-describedby': invalid ? `${root.id}comment-error` : undefined,
      'data-over': over ? '' : undefined,
      'data-invalid': invalid ? '' : undefined,
      ...withoutUndefined(elementProps),
      id: `${root.id}comment`,
      ref: refs,
      value: draft.comment,
      onChange: composeEventHandlers(onChange, (event) => change({ comment: event.currentTarget.value })),
      onKeyDown: composeEventHandlers(onKeyDown, (event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event.nativeEvent))
          return;
        event.preventDefault();
        send();
      }),
    },
  );
});

export interface MessageFeedbackCommentState extends MessageFeedbackRootState {
  /**
   * Whether the text cannot be sent: it is over the upstream's limit, or has characters that cannot be stored.
   * @selector [data-over]
   */
  over: boolean;
  /**
   * Whether the user pressed Send with such a text.
   * @selector [data-invalid]
   */
  invalid: boolean;
}

export interface MessageFeedbackCommentProps
  extends PartProps<'textarea', MessageFeedbackCommentState>,
    Omit<ElementProps<'textarea'>, 'id' | 'value' | 'defaultValue' | 'maxLength'> {}
