'use client';
import { countCharacters } from '@message-feedback/core';
import * as React from 'react';
import { isComposing } from '../form/input-composition.ts';
import { addOwnReason } from '../form/own-reason.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * A reason in the user's own words. Enter adds it to the reasons, where it can be cleared like the others; Send adds it too.
 * Takes more than the limit, as cutting would break input methods and pasted text.
 * Renders an `<input>` element, or nothing while there is no rating or nothing may be changed.
 */
export const MessageFeedbackReasonInput = React.forwardRef(function MessageFeedbackReasonInput(
  { render, onChange, onKeyDown, ...elementProps }: MessageFeedbackReasonInputProps,
  forwardedRef: React.ForwardedRef<HTMLInputElement>,
) {
  const { root, limits, draft, readOnly, change, addOwnReason: addReason } = useFeedbackForm('ReasonInput');
  const { model, view, id } = root;
  React.useEffect(() => {
    model.addOwnReason = addOwnReason;
    return () => {
      model.addOwnReason = null;
    };
  }, [model]);
  if (draft === null || readOnly) return null;
  const text = draft.ownReason ?? '';
  const invalid = view.reasonNote?.error === true && text !== '';

  return renderPart('input', render, {
    id: `${id}own-reason`,
    type: 'text',
    dir: 'auto',
    autoComplete: 'off',
    enterKeyHint: 'done',
    'aria-invalid': invalid || undefined,
    'aria-describedby': `${id}reasons-note`,
    'data-over': countCharacters(text) > limits.reasonCharacters ? '' : undefined,
    'data-invalid': invalid ? '' : undefined,
    ...elementProps,
    ref: forwardedRef,
    value: text,
    onChange: composeEventHandlers(onChange, (event) => change({ ownReason: event.currentTarget.value })),
    onKeyDown: composeEventHandlers(onKeyDown, (event) => {
      if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return;
      // In a host's form Enter would submit that.
      event.preventDefault();
      addReason();
    }),
  });
});

export interface MessageFeedbackReasonInputState {
  /**
   * Whether there are more characters than the upstream takes.
   * @selector [data-over]
   */
  over: boolean;
  /**
   * Whether it was said that this reason cannot be added.
   * @selector [data-invalid]
   */
  invalid: boolean;
}

export interface MessageFeedbackReasonInputProps
  extends PartProps,
    Omit<React.ComponentPropsWithoutRef<'input'>, 'type' | 'value' | 'defaultValue' | 'maxLength'> {}
