/**
 * Whether an IME is composing, so that Enter and Escape belong to it. Safari ends the composition
 * before the event of the key that ended it; that event still has the key code 229.
 */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
