'use client';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { choicesOf, type ReasonChoice } from '../form/reason-choices.ts';
import { useCustomReasons } from '../form/useCustomReasons.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';
import { sentOf } from '../provider/feedback-reasons.ts';
import { MessageFeedbackReason } from './MessageFeedbackReason.tsx';
import { useCustomReasonField } from './useCustomReasonField.ts';

/**
 * The reasons that the user can choose from, custom reasons, and chosen reasons that are no
 * longer offered. Without children it renders a `Reason` for each, and with `allowCustom` a field
 * for a custom reason. Children may be a function of these reasons.
 * Renders a `<fieldset>` element, or nothing without reasons or for an upstream that accepts none.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Reasons>
 *   {(choices) =>
 *     choices.map(({ value, label }) => (
 *       <MessageFeedback.Reason key={value} reason={value} className="chip">
 *         {label}
 *       </MessageFeedback.Reason>
 *     ))
 *   }
 * </MessageFeedback.Reasons>
 * ```
 */
export const MessageFeedbackReasons = React.forwardRef(function MessageFeedbackReasons(
  { allowCustom, render, children, ...elementProps }: MessageFeedbackReasonsProps,
  forwardedRef: React.ForwardedRef<HTMLFieldSetElement>,
) {
  const { root, draft, limits, readOnly, capabilities } = useFeedbackForm('Reasons');
  const { id, labels, view, reasons } = root;
  const customAllowed = (allowCustom ?? reasons.allowCustom ?? false) && !readOnly;
  const CustomReasonField = useCustomReasonField(customAllowed, root.model.client.report);
  const offered = draft === null ? [] : reasons[draft.rating];
  const custom = useCustomReasons(
    draft,
    offered.map((reason) => sentOf(reason, reasons)),
  );
  if (draft === null || capabilities.reasons === 'none') return null;

  const choices = choicesOf(draft, reasons, capabilities, readOnly, custom).filter(
    ({ chosen }) => chosen || !readOnly,
  );
  if (choices.length === 0 && children === undefined && !customAllowed) return null;

  const full = draft.reasons.length >= limits.reasons && (choices.length > limits.reasons || customAllowed);
  const note = view.reasonNote?.text ?? (full && !readOnly ? labels.tooManyReasons(limits.reasons) : '');
  return renderPart('fieldset', render, root.state, {
    tabIndex: -1,
    // Not a `legend`, which would be visible without the stylesheet: the title already asks the question.
    'aria-label': labels.reasonsLegend,
    'data-feedback-part': 'reasons',
    'aria-describedby': note === '' ? undefined : `${id}reasons-note`,
    ...withoutUndefined(elementProps),
    id: `${id}reasons`,
    ref: forwardedRef,
    children: (
      <>
        {typeof children === 'function'
          ? children(choices)
          : (children ??
            choices.map(({ value, label }) => (
              <MessageFeedbackReason key={value} reason={value}>
                {label}
              </MessageFeedbackReason>
            )))}
        {children === undefined && CustomReasonField && <CustomReasonField />}
        <p
          id={`${id}reasons-note`}
          data-feedback-part="note"
          aria-live="polite"
          data-error={view.reasonNote?.error ? '' : undefined}
        >
          {note}
        </p>
      </>
    ),
  });
});

export interface MessageFeedbackReasonsState extends MessageFeedbackRootState {}

export interface MessageFeedbackReasonsProps
  extends PartProps<'fieldset', MessageFeedbackReasonsState>,
    Omit<ElementProps<'fieldset'>, 'id' | 'children'> {
  /**
   * Your own `Reason` parts, and a `ReasonInput` if users may write custom reasons. A function gets the
   * reasons to show, custom ones and those that are no longer offered included.
   */
  children?: React.ReactNode | ((choices: readonly ReasonChoice[]) => React.ReactNode);
  /** Whether users may write custom reasons. @default the provider's setting */
  allowCustom?: boolean | undefined;
}
