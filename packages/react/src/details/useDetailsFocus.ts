'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { ratingButton } from '../bar/rating-button.ts';
import { containsNode, focusedNear } from '../internals/shadow-tree.ts';

/**
 * The focus of a surface: it moves in when the surface opens, and back to what opened it before the
 * surface leaves the document, because otherwise the browser would move it to the page.
 */
export function useDetailsFocus(surface: React.RefObject<HTMLElement | null>): DetailsFocus {
  const { model, view } = useMessageFeedbackRootContext('Details');
  const button = React.useRef<HTMLElement | null>(null);
  button.current = ratingButton(model, view.detailsFor) ?? button.current;

  React.useLayoutEffect(() => {
    const element = surface.current;
    const opener = element && focusedNear(element);
    return () => {
      if (!element?.contains(focusedNear(element))) return;
      const target = isTrigger(opener, model.element) ? opener : button.current;
      target?.focus({ preventScroll: true });
      // Keyboard users need to see the focused button; for others the page does not scroll.
      if (target?.matches(':focus-visible')) target.scrollIntoView?.({ block: 'nearest' });
    };
  }, [surface, model]);

  return {
    button: button as React.RefObject<HTMLElement>,
    enter() {
      const element = surface.current;
      if (element === null || !mayTakeFocus(element, model.element)) return;
      // After a press with a pointer, a ring around the first reason would look like a choice.
      if (focusedNear(model.element ?? element)?.matches(':focus-visible')) {
        element.querySelector<HTMLElement>(FIELDS)?.focus({ preventScroll: true });
      }
      if (!element.contains(focusedNear(element))) element.focus({ preventScroll: true });
    },
  };
}

export interface DetailsFocus {
  /** The button of the rating, at which a popover opens. */
  readonly button: React.RefObject<HTMLElement>;
  /** Moves focus to the first field, or to the surface itself if the user opened it with a pointer. */
  readonly enter: () => void;
}

const FIELDS = ':is(input:not([type="hidden"]), textarea, select, button):not(:disabled)';

/** The button next to the bar's thumbs that opens the details. */
function isTrigger(element: Element | null, bar: Element | null): element is HTMLElement {
  return element?.hasAttribute('aria-expanded') === true && bar?.contains(element) === true;
}

/** Whether focus may move in: not if the user has moved to the composer while this code was loading. */
function mayTakeFocus(surface: HTMLElement, bar: Element | null): boolean {
  const place = bar ?? surface;
  const focused = focusedNear(place) ?? document.activeElement;
  return focused === null || containsNode(focused, place) || containsNode(place, focused);
}
