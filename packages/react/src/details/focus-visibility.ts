'use client';
import * as React from 'react';

/**
 * Scrolls a field of a surface into view when it gets focus. Browsers do so too, with two
 * exceptions: Radix moves from the last field to the first without scrolling, and in a text field
 * browsers reveal only the caret, which may be under a host's sticky composer.
 */
export function keepFocusInView({ currentTarget, target, relatedTarget }: React.FocusEvent): void {
  // Focus from outside means that the surface just opened, in view. A pressed field stays under the
  // mouse.
  if (currentTarget.contains(relatedTarget as Node | null) && target.matches(':focus-visible')) {
    target.scrollIntoView?.({ block: 'nearest' });
  }
}

/**
 * Lets Tab leave a surface at its first and its last element. Radix would wrap around, which is
 * right only for modal dialogs. It does not wrap if the focused element is not in the tab order.
 */
export function letTabLeave({ key, target }: React.KeyboardEvent): void {
  const { tabIndex } = target as HTMLElement;
  if (key !== 'Tab' || tabIndex < 0) return;
  const attribute = (target as HTMLElement).getAttribute('tabindex');
  (target as HTMLElement).tabIndex = -1;
  // Runs before the browser moves focus, and after Radix has handled the key.
  queueMicrotask(() => {
    if (attribute === null) (target as HTMLElement).removeAttribute('tabindex');
    else (target as HTMLElement).setAttribute('tabindex', attribute);
  });
}

/** Whether the user is pressing Tab: then the user moves the focus, and not the host. */
export function useTabbing(): React.RefObject<boolean> {
  const tabbing = React.useRef(false);
  React.useEffect(() => {
    const follow = ({ type, key }: KeyboardEvent) => {
      tabbing.current = type === 'keydown' && key === 'Tab';
    };
    window.addEventListener('keydown', follow, true);
    window.addEventListener('keyup', follow, true);
    return () => {
      window.removeEventListener('keydown', follow, true);
      window.removeEventListener('keyup', follow, true);
    };
  }, []);
  return tabbing;
}

/** Whether a surface covers the middle of an element. */
export function isCovered(element: Element, surface: Element | null): boolean {
  if (surface === null) return false;
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const over = surface.getBoundingClientRect();
  return x >= over.left && x <= over.right && y >= over.top && y <= over.bottom;
}
