/** Runs the host's handler first, then ours, unless the host's called `preventDefault()`. */
export function composeEventHandlers<E extends { defaultPrevented: boolean }>(
  theirs: ((event: E) => void) | undefined,
  ours: (event: E) => void,
): (event: E) => void {
  return function handleEvent(event) {
    theirs?.(event);
    if (!event.defaultPrevented) ours(event);
  };
}
