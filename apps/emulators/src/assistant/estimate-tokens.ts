import { splitIntoChunks } from './split-into-chunks.ts';

/** Roughly how many tokens a model would count; only ever shown as usage. */
export const estimateTokens = (text: string): number => Math.ceil(splitIntoChunks(text).length * 1.3);
