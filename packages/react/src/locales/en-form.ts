import type { FormLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('en');

export const enForm: FormLabels = {
  locale: 'en',
  detailsTitle: { like: 'What did you like?', dislike: 'What went wrong?' },
  detailsDescription: 'Your rating already counts. The rest is optional.',
  detailsDescriptionUnsent: 'Your feedback isn’t sent yet. The rest is optional.',
  reasonsLegend: 'Reasons',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'Not correct' },
      { id: 'incomplete', label: 'Incomplete' },
      { id: 'off-topic', label: 'Not what I asked' },
      { id: 'unclear', label: 'Hard to understand' },
      { id: 'unsafe', label: 'Harmful or offensive' },
      { id: 'other', label: 'Something else', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'You can choose only #. Clear it to choose another.',
    other: 'You can choose up to #. Clear one to choose another.',
  }),
  customReason: 'Your own reason',
  addReason: 'Add',
  reasonAdded: 'Added.',
  reasonDuplicate: 'You’ve already chosen this reason.',
  reasonTooLong: plural({
    one: 'The reason is too long. Shorten it by # character.',
    other: 'The reason is too long. Shorten it by # characters.',
  }),
  comment: 'Comment',
  commentWanted: 'Tell us more',
  quote: 'Quote the selected text',
  charactersLeft: plural({ one: '# character left', other: '# characters left' }),
  charactersOver: plural({ one: '# character too many', other: '# characters too many' }),
  commentTooLong: plural({
    one: 'The comment is too long. Shorten it by # character.',
    other: 'The comment is too long. Shorten it by # characters.',
  }),
  commentNotStorable: 'A character in the comment can’t be saved. Delete it or retype the comment.',
  send: 'Send',
  close: 'Close',
  undo: 'Undo',
  retry: 'Retry',
  addDetails: 'Add details',
  editDetails: 'Edit details',
  viewDetails: 'View details',
  viewDetailsTitle: 'Your feedback',
};
