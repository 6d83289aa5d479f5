export { type FoldFeedback, foldFeedback } from '../upstream-exchange.ts';
export { createDifyAdapter, type DifyAdapterOptions } from './dify-adapter.ts';
