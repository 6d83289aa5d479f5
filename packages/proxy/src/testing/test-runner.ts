/** The part of Vitest, Jest or `bun:test` that the suites use. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
  expect: Expect;
}

/** The part of `expect` that the suites use. */
export type Expect = (actual: unknown) => { toEqual(expected: unknown): void };
