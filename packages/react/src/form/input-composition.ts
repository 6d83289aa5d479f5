/**
 * Whether an input method is composing, so that Enter and Escape belong to it. Safari ends the composition before the
 * key that ended it arrives; that key still carries the code 229.
 */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
