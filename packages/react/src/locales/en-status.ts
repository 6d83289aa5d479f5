import { enBar } from './en-bar.ts';
import type { StatusLabels } from './labels.ts';

export const enStatus: StatusLabels = {
  saved: 'Thanks for your feedback.',
  undone: 'Rating removed.',
  saving: 'Saving…',
  held: 'Not sent yet. Sign in again to send it.',
  refused: {
    message_not_found: 'Not saved: this response can’t be rated.',
    other: 'Not saved: your feedback wasn’t accepted.',
  },
};

/** Completes the built-in English texts of every bar on the page. */
export function addEnglishStatus(): void {
  Object.assign(enBar, enStatus);
}
