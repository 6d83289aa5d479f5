/**
 * A user that no other test uses, so that unsent feedback and the tabs of earlier tests do not
 * interfere. Every provider in a test needs one.
 */
export function uniqueUserId(): string {
  return crypto.randomUUID();
}
