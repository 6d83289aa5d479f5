import type { FeedbackLabels, FeedbackReasons } from '@message-feedback/react';

/**
 * The same labels with every text changed by `change`; the language tag and the ids of reasons
 * stay.
 */
export function mapWords(labels: FeedbackLabels, change: (word: string) => string): FeedbackLabels {
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (typeof value === 'function') return (...args: unknown[]) => change(value(...args));
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(visit);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'id' ? inner : visit(inner)]),
    );
  };
  const { locale, ...words } = labels;
  return { ...(visit(words) as Omit<FeedbackLabels, 'locale'> & { reasons: FeedbackReasons }), locale };
}
