import { StartError } from '../start-error.ts';

/** The sentence with which something refuses to start. */
export function refusalOf(start: () => unknown): string {
  try {
    start();
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  throw new Error('The configuration was taken.');
}
