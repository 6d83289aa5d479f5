export { type FoldFeedback, foldFeedback } from '../folded-feedback.ts';
export { createDifyAdapter, type DifyAdapterOptions } from './dify-adapter.ts';
