export { type FoldFeedback, foldFeedback } from '../folded-feedback.ts';
export { createMoveworksAdapter, type MoveworksAdapterOptions } from './moveworks-adapter.ts';
export { createMoveworksTokens, type MoveworksTokensOptions } from './moveworks-tokens.ts';
