import type { MessageFeedbackModel } from './message-feedback-model.ts';

/** Closes the details. What was written stays as a draft. */
export function closeDetails(model: MessageFeedbackModel): void {
  model.show({ detailsFor: null, problemsShown: false, reasonNote: null });
}
