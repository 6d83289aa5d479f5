'use client';
import type * as React from 'react';
import type { SurfaceOptions } from '../internals/surface-place.ts';
import { MessageFeedbackCharacterCount } from '../message-feedback/MessageFeedbackCharacterCount.tsx';
import { MessageFeedbackClose } from '../message-feedback/MessageFeedbackClose.tsx';
import { MessageFeedbackComment } from '../message-feedback/MessageFeedbackComment.tsx';
import { MessageFeedbackCommentError } from '../message-feedback/MessageFeedbackCommentError.tsx';
import { MessageFeedbackCommentLabel } from '../message-feedback/MessageFeedbackCommentLabel.tsx';
import { MessageFeedbackDetails } from '../message-feedback/MessageFeedbackDetails.tsx';
import { MessageFeedbackDetailsDescription } from '../message-feedback/MessageFeedbackDetailsDescription.tsx';
import { MessageFeedbackDetailsTitle } from '../message-feedback/MessageFeedbackDetailsTitle.tsx';
import { MessageFeedbackReasons } from '../message-feedback/MessageFeedbackReasons.tsx';
import { MessageFeedbackSend } from '../message-feedback/MessageFeedbackSend.tsx';

/** The details of the ready-made bar. A separate module, loaded when the user shows intent. */
export function FeedbackBarDetails(options: SurfaceOptions): React.ReactElement {
  return (
    <MessageFeedbackDetails className="message-feedback-details" {...options}>
      <MessageFeedbackDetailsTitle />
      <MessageFeedbackDetailsDescription />
      <MessageFeedbackReasons />
      <MessageFeedbackCommentLabel />
      <MessageFeedbackComment />
      <MessageFeedbackCommentError />
      <div data-feedback-part="footer">
        <MessageFeedbackSend />
        <MessageFeedbackClose />
        <MessageFeedbackCharacterCount />
      </div>
    </MessageFeedbackDetails>
  );
}
