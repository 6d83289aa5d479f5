'use client';
import type * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { SurfaceOptions } from '../internals/surface-place.ts';
import { MessageFeedbackCharacterCount } from '../message-feedback/MessageFeedbackCharacterCount.tsx';
import { MessageFeedbackClose } from '../message-feedback/MessageFeedbackClose.tsx';
import { MessageFeedbackComment } from '../message-feedback/MessageFeedbackComment.tsx';
import { MessageFeedbackCommentError } from '../message-feedback/MessageFeedbackCommentError.tsx';
import { MessageFeedbackCommentLabel } from '../message-feedback/MessageFeedbackCommentLabel.tsx';
import { MessageFeedbackDetails } from '../message-feedback/MessageFeedbackDetails.tsx';
import { MessageFeedbackDetailsTitle } from '../message-feedback/MessageFeedbackDetailsTitle.tsx';
import { MessageFeedbackReasons } from '../message-feedback/MessageFeedbackReasons.tsx';
import { MessageFeedbackSend } from '../message-feedback/MessageFeedbackSend.tsx';

/** The details of the ready-made bar. A separate module, loaded when the user shows intent. */
export function FeedbackBarDetails(options: SurfaceOptions): React.ReactElement {
  const { labels, blocked, view, id } = useMessageFeedbackRootContext('Details');
  // Not while `sending`, where a rating opens the form: the text would change a moment later.
  const isUnsent = view.delivery !== 'settled' && view.delivery !== 'sending';
  return (
    <MessageFeedbackDetails
      className="message-feedback-details"
      aria-describedby={`${id}description`}
      {...options}
    >
      <MessageFeedbackDetailsTitle />
      <p id={`${id}description`} data-feedback-part="description">
        {blocked ?? (isUnsent ? labels.detailsDescriptionUnsent : labels.detailsDescription)}
      </p>
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
