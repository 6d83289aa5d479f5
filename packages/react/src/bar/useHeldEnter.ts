'use client';
import * as React from 'react';
import { THUMB } from './rating-button.ts';
import type { Bar } from './useBar.ts';

/**
 * Makes a held Enter one press. Its repetitions go to the button that has the focus by then: after
 * Send, Close or Undo that is a thumb, and they would revoke the rating.
 */
export function useHeldEnter(bar: Bar | null): void {
  const element = bar?.model.element;
  React.useEffect(() => {
    element?.addEventListener('keydown', ignoreRepetition);
    return () => element?.removeEventListener('keydown', ignoreRepetition);
  }, [element]);
}

function ignoreRepetition(event: Event): void {
  const { repeat, key, target } = event as KeyboardEvent;
  if (repeat && key === 'Enter' && (target as Element).matches(BUTTONS)) event.preventDefault();
}

/** The bar's own buttons, without those of the host and of inline details. */
const BUTTONS = `${THUMB}, [data-feedback-part="action"]`;
