'use client';
import * as React from 'react';
import { type FormTexts, formTexts } from './form-texts.ts';
import { type MessageFeedbackRootState, rootState } from './root-state.ts';
import type { Bar } from './useBar.ts';

/** The bar, with the labels and reasons that only its parts need. */
export interface MessageFeedbackRootContextValue extends Omit<Bar, keyof FormTexts>, FormTexts {
  /** For the host's `render`, `className` and `style`. */
  readonly state: MessageFeedbackRootState;
  /** A prefix for the ids by which the parts refer to each other. */
  readonly id: string;
}

const MessageFeedbackRootContext = React.createContext<MessageFeedbackRootContextValue | null>(null);

/** Gives a bar to the parts inside it. */
export function MessageFeedbackRootProvider({
  bar,
  children,
}: MessageFeedbackRootProviderProps): React.ReactElement {
  const id = React.useId();
  const { labels, reasons } = formTexts(bar);
  return (
    <MessageFeedbackRootContext.Provider value={{ ...bar, labels, reasons, state: rootState(bar), id }}>
      {children}
    </MessageFeedbackRootContext.Provider>
  );
}

export interface MessageFeedbackRootProviderProps {
  readonly bar: Bar;
  readonly children: React.ReactNode;
}

export function useMessageFeedbackRootContext(part: string): MessageFeedbackRootContextValue {
  const context = React.useContext(MessageFeedbackRootContext);
  if (context === null) {
    throw new Error(
      `<MessageFeedback.${part}> has no message to rate because it is outside of <MessageFeedback.Root>. ` +
        'Render it inside a Root and give that Root the message.',
    );
  }
  return context;
}
