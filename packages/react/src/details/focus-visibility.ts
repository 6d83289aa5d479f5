import type * as React from 'react';

/**
 * Scrolls to what focus comes to within a surface. Browsers do so by themselves, but for Radix, which goes round to the first field
 * without, and for text fields, of which they show no more than the caret, be it under a host's sticky composer.
 */
export function keepFocusInView({ currentTarget, target, relatedTarget }: React.FocusEvent): void {
  // What opens with focus in it has found its place already, and what a mouse presses stays under it.
  if (currentTarget.contains(relatedTarget as Node | null) && target.matches(':focus-visible')) {
    target.scrollIntoView({ block: 'nearest' });
  }
}
