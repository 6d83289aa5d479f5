'use client';
import {
  EMPTY_SNAPSHOT,
  type Feedback,
  type FeedbackDraft,
  type FeedbackSnapshot,
  type RatedMessage,
  type Rating,
} from '@message-feedback/core';
import * as React from 'react';
import { useMessageFeedbackModel } from '../bar/useMessageFeedbackModel.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/**
 * The feedback for one message and the actions on it, for your own markup. Renders again when this
 * message changes, and only then. With `null`, for a message that cannot be rated, the state is
 * empty and the actions do nothing.
 *
 * @example
 * ```tsx
 * import { useMessageFeedback } from '@message-feedback/react';
 *
 * export function Helpful({ messageId }: { messageId: string }) {
 *   const { feedback, rate } = useMessageFeedback({ messageId });
 *   const pressed = feedback.rating === 'like';
 *   return (
 *     <button type="button" aria-pressed={pressed} onClick={() => rate(pressed ? null : 'like')}>
 *       Helpful
 *     </button>
 *   );
 * }
 * ```
 */
export function useMessageFeedback(
  message: RatedMessage | null,
  { initialFeedback }: UseMessageFeedbackOptions = {},
): UseMessageFeedbackResult {
  const state = useMessageFeedbackModel(useFeedbackContext().client, message, initialFeedback);
  const model = state?.model;
  const actions = React.useMemo(
    () => ({
      rate: (rating: Rating | null) => model?.rate(rating),
      submit: (feedback: Feedback) => model?.send(feedback),
      setDraft: (draft: FeedbackDraft | null) => model?.setDraft(draft),
      retry: () => model?.retry(),
    }),
    [model],
  );
  const { feedback, confirmed, refusal, draft, ratings, delivery } = state?.view ?? EMPTY_SNAPSHOT;
  return { feedback, confirmed, refusal, draft, ratings, delivery, ...actions };
}

export interface UseMessageFeedbackOptions {
  /** Feedback from your own data, shown from the first paint until newer feedback is known. */
  readonly initialFeedback?: Feedback | undefined;
}

export interface UseMessageFeedbackResult extends FeedbackSnapshot {
  /** Rates or switches; `null` revokes the rating. */
  rate(rating: Rating | null): void;
  /** Sends the complete feedback: rating, reasons and comment. */
  submit(feedback: Feedback): void;
  /** Keeps unsent text, even after this component unmounts. */
  setDraft(draft: FeedbackDraft | null): void;
  /** Sends unsent feedback now instead of waiting for the next attempt. */
  retry(): void;
}
