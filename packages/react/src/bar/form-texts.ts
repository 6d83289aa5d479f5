import { enForm } from '../locales/en-form.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { type OfferedReasons, usableReasons } from '../provider/feedback-reasons.ts';
import { mergeReasons } from './merge-reasons.ts';
import type { Bar } from './useBar.ts';

/** All labels, and the reasons to choose from. An untouched `FeedbackBar` needs neither. */
export function formTexts(bar: Pick<Bar, 'labels'> & Partial<Pick<Bar, 'getReasons'>>): FormTexts {
  const labels = { ...enForm, ...bar.labels };
  const all = { ...labels.reasons, ...mergeReasons(bar.getReasons?.() ?? []) };
  const reasons = { ...all, like: usableReasons(all.like, all), dislike: usableReasons(all.dislike, all) };
  return { labels, reasons };
}

export interface FormTexts {
  readonly labels: FeedbackLabels;
  readonly reasons: OfferedReasons;
}
