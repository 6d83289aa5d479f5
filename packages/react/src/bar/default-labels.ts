import { enForm } from '../locales/en-form.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';
import type { OfferedReasons } from '../provider/feedback-reasons.ts';

/** All words and reasons, those of the first load and those that are needed only now. */
export function withDefaultLabels({ labels, reasons }: Pick<FeedbackContextValue, 'labels' | 'reasons'>): {
  labels: FeedbackLabels;
  reasons: OfferedReasons;
} {
  const complete = { ...enForm, ...labels };
  return { labels: complete, reasons: { ...complete.reasons, ...reasons } };
}
