'use client';
import type { MessageRef, Rating } from '@message-feedback/core';
import * as React from 'react';
import type { UseMessageFeedbackResult } from '../hooks/useMessageFeedback.ts';
import type { FeedbackNotice } from '../internals/useFeedbackNotice.ts';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';

export interface MessageFeedbackRootContextValue
  extends UseMessageFeedbackResult,
    Omit<FeedbackContextValue, 'client'> {
  readonly message: MessageRef;
  readonly disabled: boolean;
  readonly notice: FeedbackNotice | null;
  /** Whether the person has come near: what is needed only then is loaded and mounted from here on. */
  readonly intended: boolean;
  /** The rating whose details are open. */
  readonly detailsFor: Rating | null;
  /** Says that the person has come near. */
  intend(): void;
  /** A press of a rating's button: rates, switches or takes back. */
  press(rating: Rating): void;
  openDetails(): void;
  closeDetails(): void;
  dismissNotice(): void;
  /** Whether Send was pressed while something kept the feedback from being sent. */
  readonly problemsShown: boolean;
  showProblems(): void;
  /** Begins the ids by which the parts refer to each other. */
  readonly id: string;
  readonly commentField: React.RefObject<HTMLTextAreaElement | null>;
  /** Where the buttons stand, for focus and for what is anchored to them. */
  readonly buttons: Readonly<Record<Rating, React.RefObject<HTMLButtonElement | null>>>;
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
