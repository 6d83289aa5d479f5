'use client';
import type { Feedback } from '@message-feedback/core';
import * as React from 'react';
import { FeedbackContext, useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { OnFeedbackChange } from './useBar.ts';
import { useControlledClient, useNotifyBars } from './useControlledClient.ts';

/**
 * Gives you control of the feedback of the one bar inside it: the bar shows your `feedback` and
 * nothing else. `MessageFeedback.Root` and `useMessageFeedback` take the same two props themselves.
 * Renders no element.
 *
 * @example
 * ```tsx
 * import { type Feedback, FeedbackBar, FeedbackControl } from '@message-feedback/react';
 * import { useState } from 'react';
 *
 * const NONE: Feedback = { rating: null, reasons: [], comment: '' };
 *
 * export function Rating({ messageId }: { messageId: string }) {
 *   const [feedback, setFeedback] = useState(NONE);
 *   return (
 *     <FeedbackControl feedback={feedback} onFeedbackChange={setFeedback}>
 *       <FeedbackBar message={{ messageId }} />
 *     </FeedbackControl>
 *   );
 * }
 * ```
 */
export function FeedbackControl({
  feedback,
  onFeedbackChange,
  children,
}: FeedbackControlProps): React.ReactElement {
  const context = useFeedbackContext();
  const client = useControlledClient(context.client, feedback, onFeedbackChange);
  useNotifyBars(client, feedback);
  // For a server and hydration. Later values come through the client.
  const [first] = React.useState(feedback);
  const value = React.useMemo(
    () => ({ ...context, client, initialFeedback: () => first }),
    [context, client, first],
  );
  return <FeedbackContext.Provider value={value}>{children}</FeedbackContext.Provider>;
}

export interface FeedbackControlProps {
  /**
   * What to show. A change by the user calls `onFeedbackChange` and is submitted, unless the
   * callback cancels it. A change by you is shown, and not submitted. A new object with the same
   * content only costs a render of the bar.
   */
  feedback: Feedback;
  /** Called before a change by the user is submitted, and with changes from elsewhere. */
  onFeedbackChange?: OnFeedbackChange | undefined;
  children?: React.ReactNode;
}
