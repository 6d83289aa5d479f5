import type { FeedbackReasonsOptions } from '../provider/feedback-reasons.ts';

/** The first options that have a value win. */
export function mergeReasons(all: ReasonsOptionsInOrder): FeedbackReasonsOptions {
  const entries = [...all].reverse().flatMap((options) => Object.entries(options ?? {}));
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The options of a bar, what `resolveReasons` returned, the provider's options and the labels' reasons. */
export type ReasonsOptionsInOrder = readonly (FeedbackReasonsOptions | null | undefined)[];
