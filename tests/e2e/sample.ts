import { createRandom as createSeededRandom } from '../../packages/proxy/test/crash/random.ts';
import { everything } from '../../scripts/sample-sizes.mjs';

/**
 * A normal run takes a sample of the cases that differ only in how a promise is put to the test; the seed, new for
 * each run, draws it. `EVERYTHING=1` takes all of them. The seed is fixed by the configuration before the workers
 * start, as they must all draw the same.
 */
export const EVERYTHING = everything;

/** Fixes the seed of this run: the `SEED` given, or a new one. */
export function fixSeed(): string {
  process.env.SEED ||= String(Math.floor(Math.random() * 1_000_000_000));
  return process.env.SEED;
}

/** Repeatable numbers from 0 to 1, for each purpose its own. */
export function createRandom(purpose: string): () => number {
  let state = 0;
  for (const character of `${process.env.SEED} ${purpose}`) {
    state = (Math.imul(state, 31) + (character.codePointAt(0) ?? 0)) | 0;
  }
  return createSeededRandom(state);
}

/** One of them. */
export function draw<Case>(purpose: string, cases: readonly Case[]): Case {
  const drawn = cases[Math.floor(createRandom(purpose)() * cases.length)];
  if (drawn === undefined) throw new Error(`There is no case of "${purpose}" to draw from.`);
  return drawn;
}

/** One of them in a normal run, and all of them with `EVERYTHING=1`. */
export function oneOrAll<Case>(purpose: string, cases: readonly Case[]): readonly Case[] {
  return EVERYTHING ? cases : [draw(purpose, cases)];
}

/** So many different ones, in their own order. */
export function drawSome<Case>(purpose: string, cases: readonly Case[], count: number): readonly Case[] {
  const random = createRandom(purpose);
  const ranks = cases.map(() => random());
  const limit = [...ranks].sort((a, b) => a - b)[count] ?? 1;
  return cases.filter((_, index) => (ranks[index] ?? 1) < limit);
}

/** Which of the cases each test takes: a normal run takes one per test, and each case in turn. */
export function sharedOut<Case>(purpose: string, cases: readonly Case[]): (test: number) => readonly Case[] {
  if (EVERYTHING) return () => cases;
  const first = Math.floor(createRandom(purpose)() * cases.length);
  return (test) => [cases[(first + test) % cases.length] as Case];
}

/** The tag of a test that a normal run takes to Firefox, too, in one of eight runs. Chromium takes it in each. */
export function engines(purpose: string): string[] {
  return createRandom(`Firefox for ${purpose}`)() < 1 / 8 ? ['@engines'] : [];
}
