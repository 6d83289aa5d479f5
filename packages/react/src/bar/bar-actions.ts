import type { Feedback, FeedbackDraft } from '@message-feedback/core';
import { callHost } from '../internals/host-call.ts';
import type { OnSent } from '../provider/provider-options.ts';
import type { MessageFeedbackModel } from './message-feedback-model.ts';
import { CLOSED } from './message-feedback-view.ts';

// Actions that only a bar with details, Undo or Retry needs. The first load leaves them out.

/** Opens the details of the current rating. */
export function openDetails(model: MessageFeedbackModel): void {
  model.show({ detailsFor: model.read().feedback.rating });
}

/** Closes the details when the user closes them without Send. The text in them stays as a draft. */
export function closeDetails(model: MessageFeedbackModel): void {
  if (model.read().detailsFor === null) return;
  model.show(CLOSED);
  model.client.track('details_closed', model.message);
}

/** Keeps unsent text. */
export function setDraft({ client, message }: MessageFeedbackModel, draft: FeedbackDraft | null): void {
  client.setDraft(message, draft);
}

/**
 * Sends the complete feedback and closes the details. `draft` is the text that stays in the form.
 * Returns `false` if the host cancels it or its `redact` throws: then the details stay open.
 */
export function send(
  model: MessageFeedbackModel,
  feedback: Feedback,
  draft: FeedbackDraft | null,
  onSent: OnSent | undefined,
): boolean {
  const { client, message, metadata = feedback.metadata } = model;
  if (!client.submit(message, { ...feedback, metadata }, draft)) return false;
  model.show(CLOSED);
  model.acted('sent');
  // A host that controls the feedback shows it only with its next render.
  const sent = (client.uncontrolled ?? client).getSnapshot(message).feedback;
  callHost(() => onSent?.(sent, { message }));
  return true;
}

/** Sends unsent feedback now, but not before the end of a `Retry-After` of up to 5 minutes. */
export function retry({ client, message }: MessageFeedbackModel): void {
  client.retry(message);
  client.track('retried', message);
}
