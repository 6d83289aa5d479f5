import { enBar } from './en-bar.ts';
import { enForm } from './en-form.ts';
import type { FeedbackLabels } from './labels.ts';

/** English, which the kit speaks unless it is given another language. */
export const en: FeedbackLabels = { ...enBar, ...enForm };
