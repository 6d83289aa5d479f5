'use client';
import * as React from 'react';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.tsx';
import { useFocusReturn } from './useFocusReturn.ts';

/** What the host offers after Send, next to the thank-you and for as long as that is shown. */
export function SentAction(): React.ReactElement | null {
  const { model, view, sentAction } = useMessageFeedbackRootContext('SentAction');
  const { latest } = useFeedbackContext();
  const { feedback, notice } = view;
  // Only Send adds reasons and a comment, and every new rating drops them.
  const hasDetails = feedback.reasons.length > 0 || feedback.comment !== '';
  if (notice !== 'confirmed' || !hasDetails) return null;
  const offered = (sentAction ?? latest.current.sentAction)?.(feedback, { message: model.message });
  return offered ? <Slot>{offered}</Slot> : null;
}

function Slot({ children }: React.PropsWithChildren): React.ReactElement {
  const slot = React.useRef<HTMLSpanElement>(null);
  useFocusReturn('SentAction', slot);
  return (
    <span data-feedback-part="sent-action" ref={slot}>
      {children}
    </span>
  );
}
