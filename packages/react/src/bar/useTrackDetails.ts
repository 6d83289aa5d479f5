'use client';
import * as React from 'react';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { MessageFeedbackModel } from './message-feedback-model.ts';

/** Tracks, for hosts that listen, that the details opened, and that they closed with unsent text. */
export function useTrackDetails(model: MessageFeedbackModel | undefined): void {
  const tracksUsage = useFeedbackContext().onEvent !== undefined;
  const open = model !== undefined && model.read().detailsFor !== null;
  React.useEffect(() => {
    if (!open || !tracksUsage) return;
    model.client.track('details_opened', model.message);
    return () => {
      if (model.read().draft !== null) model.client.track('abandoned_with_draft', model.message);
    };
  }, [open, model, tracksUsage]);
}
