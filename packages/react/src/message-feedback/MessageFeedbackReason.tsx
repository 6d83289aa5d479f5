'use client';
import { reasonIdentity } from '@message-feedback/core';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { type ElementProps, type PartProps, resolve, withoutUndefined } from '../internals/part-element.ts';

/**
 * One reason to choose. Once the user has chosen as many as the upstream accepts, the others stay in
 * the tab order and explain why they cannot be chosen.
 * Renders a `<label>` element around a checkbox, which gets the ref and the props.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Reasons>
 *   <MessageFeedback.Reason reason="too-long">Too long</MessageFeedback.Reason>
 *   <MessageFeedback.Reason reason="out-of-date">Out of date</MessageFeedback.Reason>
 * </MessageFeedback.Reasons>
 * ```
 */
export const MessageFeedbackReason = React.forwardRef(function MessageFeedbackReason(
  { reason, children, className, style, onChange, ...inputProps }: MessageFeedbackReasonProps,
  forwardedRef: React.ForwardedRef<HTMLInputElement>,
) {
  const { root, draft, limits, readOnly, change } = useFeedbackForm('Reason');
  if (draft === null) return null;
  const identity = reasonIdentity(reason);
  const others = draft.reasons.filter((chosen) => reasonIdentity(chosen) !== identity);
  const checked = others.length < draft.reasons.length;
  const full = !checked && draft.reasons.length >= limits.reasons;
  const blocked = full || readOnly;
  const state = { ...root.state, checked, blocked };

  return (
    <label
      className={resolve(className, state)}
      style={resolve(style, state)}
      data-feedback-part="reason"
      data-checked={checked ? '' : undefined}
      data-blocked={blocked ? '' : undefined}
    >
      <input
        type="checkbox"
        data-feedback-part="checkbox"
        aria-disabled={blocked || undefined}
        aria-describedby={full ? `${root.id}reasons-note` : undefined}
        {...withoutUndefined(inputProps)}
        ref={forwardedRef}
        checked={checked}
        onChange={composeEventHandlers(onChange, () => {
          if (checked) change({ reasons: others });
          else if (!full) change({ reasons: [...others, reason] });
        })}
      />
      {children ?? reason}
    </label>
  );
});

export interface MessageFeedbackReasonState extends MessageFeedbackRootState {
  /**
   * Whether the reason is chosen.
   * @selector [data-checked]
   */
  checked: boolean;
  /**
   * Whether it cannot be changed: the limit is reached, or the feedback is for reading only.
   * @selector [data-blocked]
   */
  blocked: boolean;
}

export interface MessageFeedbackReasonProps
  extends Pick<PartProps<'label', MessageFeedbackReasonState>, 'className' | 'style'>,
    Omit<ElementProps<'input'>, 'type' | 'checked' | 'defaultChecked'> {
  /** The text that is sent, and shown unless there are children. */
  reason: string;
}
