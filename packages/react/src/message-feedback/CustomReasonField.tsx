'use client';
import type * as React from 'react';
import { MessageFeedbackCharacterCount } from './MessageFeedbackCharacterCount.tsx';
import { MessageFeedbackReasonAdd } from './MessageFeedbackReasonAdd.tsx';
import { MessageFeedbackReasonInput } from './MessageFeedbackReasonInput.tsx';
import { MessageFeedbackReasonLabel } from './MessageFeedbackReasonLabel.tsx';

/** The custom-reason field of `Reasons`. A separate module, for hosts that allow custom reasons. */
export function CustomReasonField(): React.ReactElement {
  return (
    <div data-feedback-part="custom-reason">
      <MessageFeedbackReasonLabel />
      <MessageFeedbackReasonInput />
      <MessageFeedbackReasonAdd />
      <MessageFeedbackCharacterCount of="reason" />
    </div>
  );
}
