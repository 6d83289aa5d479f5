export type { AdapterSpecimen } from './adapter-request-tests.ts';
export { describeAdapter } from './adapter-suite.ts';
export { type CreateStore, describeStore } from './store-suite.ts';
export type { Expect, TestRunner } from './test-runner.ts';
