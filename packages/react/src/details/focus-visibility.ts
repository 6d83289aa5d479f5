import type * as React from 'react';

/**
 * Scrolls a field of a surface into view when it gets focus. Browsers do so too, with two
 * exceptions: Radix moves from the last field to the first without scrolling, and of a text field
 * browsers only reveal the caret, which may be under a host's sticky composer.
 */
export function keepFocusInView({ currentTarget, target, relatedTarget }: React.FocusEvent): void {
  // Focus from outside means that the surface just opened, in view. A pressed field stays under the
  // mouse.
  if (currentTarget.contains(relatedTarget as Node | null) && target.matches(':focus-visible')) {
    target.scrollIntoView?.({ block: 'nearest' });
  }
}

/**
 * Lets Tab leave a surface at its first and its last element. Radix would go round, which is right
 * for modal dialogs only; it does not where the focused element is not in the tab order.
 */
export function letTabLeave({ key, target }: React.KeyboardEvent): void {
  const { tabIndex } = target as HTMLElement;
  if (key !== 'Tab' || tabIndex < 0) return;
  const attribute = (target as HTMLElement).getAttribute('tabindex');
  (target as HTMLElement).tabIndex = -1;
  // Before the browser moves focus, and after Radix has heard the key.
  queueMicrotask(() => {
    if (attribute === null) (target as HTMLElement).removeAttribute('tabindex');
    else (target as HTMLElement).setAttribute('tabindex', attribute);
  });
}
