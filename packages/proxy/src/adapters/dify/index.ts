export { createDifyAdapter, type DifyAdapterOptions } from './dify-adapter.ts';
export { type FormatContent, formatDifyContent } from './dify-content.ts';
