import type { BarLabels, StatusLabels } from './labels.ts';

/** The English texts that a bar may show before the engine has loaded. */
const enFirst: Omit<BarLabels, keyof StatusLabels> = {
  group: 'Rate this response',
  rating: { like: 'Good response', dislike: 'Bad response' },
  delayed: 'Not sent yet.',
  notRatable: 'This response can’t be rated.',
  final: 'This rating can no longer be changed.',
};

/**
 * The English texts of a bar. The rest loads with the engine, because only the engine learns that
 * feedback is saved, held or refused.
 */
export const enBar: BarLabels = enFirst as BarLabels;
