import type { KeyboardEvent } from 'react';

/** Whether the key belongs to an input method, as when Enter chooses a word. Safari says so only by the key code. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
