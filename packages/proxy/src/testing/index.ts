export { type AdapterSpecimen, describeAdapter } from './describe-adapter.ts';
export { type CreateStore, describeStore } from './describe-store.ts';
export type { Expect, TestRunner } from './test-runner.ts';
