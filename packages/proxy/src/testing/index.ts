export { type AdapterSpecimen, describeAdapter } from './adapter-suite.ts';
export { type CreateStore, describeStore } from './store-suite.ts';
export type { Expect, TestRunner } from './test-runner.ts';
