/**
 * Lets SQLite commit a group of writes without a turn of the event loop, because a fake clock does
 * not wait for one. For `beforeEach`, after the clock is set, as the clock itself needs turns. The
 * returned function ends it.
 */
export function commitAtOnce(): () => void {
  const { setImmediate } = globalThis;
  globalThis.setImmediate = ((callback: () => void) => queueMicrotask(callback)) as typeof setImmediate;
  return () => {
    globalThis.setImmediate = setImmediate;
  };
}
