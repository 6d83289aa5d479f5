/**
 * Why the server cannot start: what happened, why, and what to do, for the person at the terminal.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
