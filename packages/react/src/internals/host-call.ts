/**
 * Calls a function of the host. An exception stops neither the press nor the rendering of the chat;
 * the host's own error tracking sees it.
 */
export function callHost<Result>(call: () => Result): Result | undefined {
  try {
    return call();
  } catch (cause) {
    (globalThis.reportError ?? console.error)(cause);
  }
}
