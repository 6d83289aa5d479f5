'use client';
import * as React from 'react';
import type { OnLoadFailure } from '../internals/useLazyComponent.ts';
import type { MessageFeedbackModel } from './message-feedback-model.ts';

/**
 * Reports code that could not be loaded, and closes the details that wait for it: they must not open by
 * themselves when the network is back.
 */
export function useLoadFailure(model: MessageFeedbackModel): OnLoadFailure {
  return React.useCallback(
    (cause) => {
      model.client.report(cause);
      model.show({ detailsFor: null });
    },
    [model],
  );
}
