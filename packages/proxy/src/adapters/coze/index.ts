export { type CozeAdapterOptions, createCozeAdapter } from './coze-adapter.ts';
export { type CozeTokensOptions, createCozeTokens } from './coze-tokens.ts';
