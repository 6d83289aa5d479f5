'use client';
import * as React from 'react';
import { focusedNear } from '../internals/shadow-tree.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.tsx';
import { ratingButton } from './rating-button.ts';

/**
 * Moves the focus to the rating's button if it is in an element that disappears: otherwise the
 * browser would move it to the page.
 */
export function useFocusReturn(part: string, disappearing: React.RefObject<HTMLElement | null>): void {
  const { model, view } = useMessageFeedbackRootContext(part);
  const rated = React.useRef({ model, rating: view.feedback.rating });

  React.useLayoutEffect(() => {
    rated.current = { model, rating: view.feedback.rating };
  });

  React.useLayoutEffect(() => {
    const element = disappearing.current;
    return () => {
      const { model, rating } = rated.current;
      if (element?.contains(focusedNear(element)))
        ratingButton(model, rating)?.focus({ preventScroll: true });
    };
  }, [disappearing]);
}
