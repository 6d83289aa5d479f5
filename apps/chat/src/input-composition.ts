import type { KeyboardEvent } from 'react';

/**
 * Whether the key belongs to an IME, as when Enter accepts a word. Safari reports that only by the
 * key code.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
