/** The part of Vitest, Jest or `bun:test` that the suites use. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
  expect: Expect;
}

/** As much of an `expect` as every runner has. */
export type Expect = (actual: unknown) => { toEqual(expected: unknown): void };
