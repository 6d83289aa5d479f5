import type { BarLabels } from './labels.ts';

export const enBar: BarLabels = {
  group: 'Rate this response',
  rating: { like: 'Good response', dislike: 'Bad response' },
  saved: 'Thanks for your feedback.',
  undone: 'Rating removed.',
  saving: 'Saving…',
  delayed: 'Not sent yet.',
  held: 'Not sent yet. Sign in again to send it.',
  final: 'This rating can no longer be changed.',
  notRatable: 'This response can’t be rated.',
  refused: {
    message_not_found: 'Not saved: this response can’t be rated.',
    other: 'Not saved: your feedback wasn’t accepted.',
  },
};
