'use client';
import type * as React from 'react';
import { MessageFeedbackCharacterCount } from '../message-feedback/MessageFeedbackCharacterCount.tsx';
import { MessageFeedbackReasonAdd } from '../message-feedback/MessageFeedbackReasonAdd.tsx';
import { MessageFeedbackReasonInput } from '../message-feedback/MessageFeedbackReasonInput.tsx';
import { MessageFeedbackReasonLabel } from '../message-feedback/MessageFeedbackReasonLabel.tsx';

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
