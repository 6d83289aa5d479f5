'use client';
import { countCharacters } from '@message-feedback/core';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { addCustomReason } from '../form/custom-reason.ts';
import { isComposing } from '../form/input-composition.ts';
import { useCustomReasonAdder, useFeedbackForm } from '../form/useFeedbackForm.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * A text field for a custom reason. Enter adds it to the reasons, and so does Send. It
 * accepts more characters than the limit, because cutting would break IMEs and pasted text.
 * Renders an `<input>` element, or nothing without a rating or where nothing can change.
 *
 * @example
 * ```tsx
 * <MessageFeedback.ReasonLabel />
 * <MessageFeedback.ReasonInput placeholder="Another reason" />
 * <MessageFeedback.ReasonAdd />
 * ```
 */
export const MessageFeedbackReasonInput = React.forwardRef(function MessageFeedbackReasonInput(
  { render, onChange, onKeyDown, ...elementProps }: MessageFeedbackReasonInputProps,
  forwardedRef: React.ForwardedRef<HTMLInputElement>,
) {
  const {
    root,
    limits,
    draft,
    readOnly,
    change,
    addCustomReason: addReason,
  } = useFeedbackForm('ReasonInput');
  const { model, view, id } = root;
  useCustomReasonAdder(model, addCustomReason);
  if (draft === null || readOnly) return null;
  const text = draft.customReason ?? '';
  const invalid = view.reasonNote?.error === true && text !== '';

  const over = countCharacters(text) > limits.reasonCharacters;

  return renderPart(
    'input',
    render,
    { ...root.state, over, invalid },
    {
      type: 'text',
      'data-feedback-part': 'field',
      dir: 'auto',
      autoComplete: 'off',
      enterKeyHint: 'done',
      'aria-invalid': invalid || undefined,
      'aria-describedby': `${id}reasons-note`,
      'data-over': over ? '' : undefined,
      'data-invalid': invalid ? '' : undefined,
      ...withoutUndefined(elementProps),
      id: `${id}reason-input`,
      ref: forwardedRef,
      value: text,
      onChange: composeEventHandlers(onChange, (event) =>
        change({ customReason: event.currentTarget.value }),
      ),
      onKeyDown: composeEventHandlers(onKeyDown, (event) => {
        if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return;
        // Otherwise Enter would submit a form of the host.
        event.preventDefault();
        addReason();
      }),
    },
  );
});

export interface MessageFeedbackReasonInputState extends MessageFeedbackRootState {
  /**
   * Whether the text is over the upstream's limit.
   * @selector [data-over]
   */
  over: boolean;
  /**
   * Whether the user tried to add this reason and it cannot be added.
   * @selector [data-invalid]
   */
  invalid: boolean;
}

export interface MessageFeedbackReasonInputProps
  extends PartProps<'input', MessageFeedbackReasonInputState>,
    Omit<ElementProps<'input'>, 'id' | 'type' | 'value' | 'defaultValue' | 'maxLength'> {}
