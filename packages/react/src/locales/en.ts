'use client';
import { enBar } from './en-bar.ts';
import { enForm } from './en-form.ts';
import { enStatus } from './en-status.ts';
import type { FeedbackLabels } from './labels.ts';

/** English, the default. */
export const en: FeedbackLabels = { ...enBar, ...enStatus, ...enForm };
