'use client';
import { useFeedbackForm } from './useFeedbackForm.ts';

/** Sends what is in the form, or says what keeps it from being sent and moves focus there. */
export function useSendFeedback(part: string): () => void {
  const { root, draft, problems } = useFeedbackForm(part);
  return function send() {
    if (draft === null) return;
    if (problems.length > 0) {
      root.showProblems();
      root.commentField.current?.focus();
      return;
    }
    root.submit(draft);
    root.closeDetails();
  };
}
