'use client';
import * as React from 'react';
import { enForm } from '../locales/en-form.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import type { FeedbackContextValue } from '../provider/FeedbackContext.ts';
import { type OfferedReasons, usableReasons } from '../provider/feedback-reasons.ts';

/** All labels and the reasons to choose from, which an untouched bar does without. */
export function useFormTexts(host: Pick<FeedbackContextValue, 'labels' | 'reasons'>): FormTexts {
  const labels = { ...enForm, ...host.labels };
  const reasons = React.useMemo(() => {
    const all = { ...labels.reasons, ...host.reasons };
    return { ...all, like: usableReasons(all.like, all), dislike: usableReasons(all.dislike, all) };
  }, [labels.reasons, host.reasons]);
  return { labels, reasons };
}

export interface FormTexts {
  readonly labels: FeedbackLabels;
  readonly reasons: OfferedReasons;
}
