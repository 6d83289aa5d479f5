/** Runs the callback once after so many milliseconds; the function that comes back cancels it. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

export function setTimeoutTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
