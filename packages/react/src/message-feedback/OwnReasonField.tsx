'use client';
import type * as React from 'react';
import { MessageFeedbackCharacterCount } from './MessageFeedbackCharacterCount.tsx';
import { MessageFeedbackReasonAdd } from './MessageFeedbackReasonAdd.tsx';
import { MessageFeedbackReasonInput } from './MessageFeedbackReasonInput.tsx';
import { MessageFeedbackReasonLabel } from './MessageFeedbackReasonLabel.tsx';

/** The field for a reason of one's own as `Reasons` renders it. A module of its own, for hosts that allow such reasons. */
export function OwnReasonField(): React.ReactElement {
  return (
    <div data-part="own-reason">
      <MessageFeedbackReasonLabel />
      <MessageFeedbackReasonInput />
      <MessageFeedbackReasonAdd />
      <MessageFeedbackCharacterCount of="reason" />
    </div>
  );
}
