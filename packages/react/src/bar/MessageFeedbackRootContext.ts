'use client';
import * as React from 'react';
import type { FeedbackLabels } from '../locales/labels.ts';
import type { OfferedReasons } from '../provider/feedback-reasons.ts';
import type { Bar } from './bar-props.ts';

export interface MessageFeedbackRootContextValue extends Bar {
  readonly labels: FeedbackLabels;
  readonly reasons: OfferedReasons;
  /** Begins the ids by which the parts refer to each other. */
  readonly id: string;
}

export const MessageFeedbackRootContext: React.Context<MessageFeedbackRootContextValue | null> =
  React.createContext<MessageFeedbackRootContextValue | null>(null);

export function useMessageFeedbackRootContext(part: string): MessageFeedbackRootContextValue {
  const context = React.useContext(MessageFeedbackRootContext);
  if (context === null) {
    throw new Error(
      `<MessageFeedback.${part}> has no message to rate because it is outside of <MessageFeedback.Root>. ` +
        'Render it inside a Root that names the message.',
    );
  }
  return context;
}
