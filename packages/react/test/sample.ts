import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Draws the samples of this run. */
    readonly seed: number;
    /** Whether this run takes every case instead of a sample. */
    readonly everything: boolean;
  }
}

/**
 * Shares cases out to tests: `npm test` takes one for each test, and each in turn, beginning with one
 * that the seed draws. `npm run test:all` takes all of them for each test.
 */
export function inTurn<Case>(cases: readonly Case[]): () => Case[] {
  let next = inject('seed');
  return () => (inject('everything') ? [...cases] : [cases[next++ % cases.length] as Case]);
}
