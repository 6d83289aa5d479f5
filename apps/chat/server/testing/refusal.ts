import { StartError } from '../start-error.ts';

/** The message of a `StartError`. */
export function refusalOf(start: () => unknown): string {
  try {
    start();
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  throw new Error('The configuration was taken.');
}
