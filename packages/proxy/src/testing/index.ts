export { type CreateStore, describeStore } from './describe-store.ts';
