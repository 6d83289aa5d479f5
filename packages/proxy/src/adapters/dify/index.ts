export { type FoldFeedback, foldFeedback } from '../fold-feedback.ts';
export { createDifyAdapter, type DifyAdapterOptions } from './dify-adapter.ts';
