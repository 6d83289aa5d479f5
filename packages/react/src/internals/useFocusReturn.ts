'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../message-feedback/MessageFeedbackRootContext.ts';

/**
 * The button that the details belong to, which gets focus before the surface leaves the document, so that focus never falls to
 * the page in between.
 */
export function useFocusReturn(surface: React.RefObject<HTMLElement | null>): React.RefObject<HTMLElement> {
  const { model, view } = useMessageFeedbackRootContext('Details');
  const button = React.useRef<HTMLElement | null>(null);
  button.current = model.buttonOf(view.detailsFor) ?? button.current;

  React.useLayoutEffect(() => {
    const element = surface.current;
    return () => {
      if (element?.contains(document.activeElement)) button.current?.focus({ preventScroll: true });
    };
  }, [surface]);
  return button as React.RefObject<HTMLElement>;
}
