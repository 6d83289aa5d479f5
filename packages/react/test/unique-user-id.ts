/**
 * A user of whom no other test knows: what a test before has not sent, and what its tabs still say, is not theirs.
 * Every provider in a test needs one.
 */
export function uniqueUserId(): string {
  return crypto.randomUUID();
}
