/** Runs the user's handler first, then ours unless theirs called `preventDefault()`. */
export function composeEventHandlers<E extends { defaultPrevented: boolean }>(
  theirs: ((event: E) => void) | undefined,
  ours: (event: E) => void,
): (event: E) => void {
  return function handleEvent(event) {
    theirs?.(event);
    if (!event.defaultPrevented) ours(event);
  };
}

/** Our handlers, each after the user's of the same name where there is one. */
export function composedHandlers<Ours extends object>(
  theirs: Partial<Record<keyof Ours, unknown>>,
  ours: Ours,
): Ours {
  const composed = { ...ours };
  for (const name in ours) {
    if (theirs[name])
      composed[name] = composeEventHandlers(theirs[name] as never, ours[name] as never) as never;
  }
  return composed;
}
