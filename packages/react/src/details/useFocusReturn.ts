'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { ratingButton } from '../bar/rating-button.ts';

/**
 * The button of the details. It gets focus before the surface leaves the document, because
 * otherwise the browser would move focus to the page.
 */
export function useFocusReturn(surface: React.RefObject<HTMLElement | null>): React.RefObject<HTMLElement> {
  const { model, view } = useMessageFeedbackRootContext('Details');
  const button = React.useRef<HTMLElement | null>(null);
  button.current = ratingButton(model, view.detailsFor) ?? button.current;

  React.useLayoutEffect(() => {
    const element = surface.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      button.current?.focus({ preventScroll: true });
      // Keyboard users need to see the focused button; for others the page does not scroll.
      if (button.current?.matches(':focus-visible')) button.current.scrollIntoView({ block: 'nearest' });
    };
  }, [surface]);
  return button as React.RefObject<HTMLElement>;
}
