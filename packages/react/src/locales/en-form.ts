import type { FormLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('en');

export const enForm: FormLabels = {
  detailsTitle: { like: 'What did you like?', dislike: 'What went wrong?' },
  detailsDescription: 'Your rating counts already. Anything more is optional.',
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
    one: 'You have chosen #, the maximum. Clear it to choose another.',
    other: 'You have chosen #, the maximum. Clear one to choose another.',
  }),
  ownReason: 'Your own reason',
  addReason: 'Add',
  reasonAdded: 'Added.',
  reasonDuplicate: 'This reason is already there.',
  reasonTooLong: (over) =>
    `The reason is too long. Shorten it by ${over} ${over === 1 ? 'character' : 'characters'}.`,
  comment: 'Comment',
  commentWanted: 'Comment: what was it?',
  charactersLeft: plural({ one: '# character left', other: '# characters left' }),
  charactersOver: plural({ one: '# character too many', other: '# characters too many' }),
  commentTooLong: plural({
    one: 'The comment is too long. Shorten it by # character.',
    other: 'The comment is too long. Shorten it by # characters.',
  }),
  commentNotStorable: 'The comment holds a broken character. Remove it or write the text again.',
  send: 'Send',
  close: 'Close',
  undo: 'Undo',
  retry: 'Retry',
  addDetails: 'Add details',
  editDetails: 'Edit details',
  viewDetails: 'View details',
  viewDetailsTitle: 'Your feedback',
};
