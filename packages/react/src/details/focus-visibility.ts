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
    target.scrollIntoView({ block: 'nearest' });
  }
}
