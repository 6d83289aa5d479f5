'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { ratingButton } from '../bar/rating-button.ts';

/**
 * The button that the details belong to, which gets focus before the surface leaves the document, so that focus never falls to
 * the page in between.
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
      // Who goes by keyboard has to see where they are; for others the page stays where it is.
      if (button.current?.matches(':focus-visible')) button.current.scrollIntoView({ block: 'nearest' });
    };
  }, [surface]);
  return button as React.RefObject<HTMLElement>;
}
