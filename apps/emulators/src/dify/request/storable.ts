import { invalidParam } from '../dify-error.ts';

/** PostgreSQL takes no NUL in text, and its driver says so before it asks. */
export function assertStorable(text: string | null): void {
  if (text?.includes('\0')) {
    throw invalidParam('A string literal cannot contain NUL (0x00) characters.');
  }
}
