import type { FormLabels } from './labels.ts';

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
      { id: 'other', label: 'Something else' },
    ],
  },
  tooManyReasons: (limit) => `You have chosen ${limit}, which is the most. Clear one to choose another.`,
  comment: 'Comment',
  charactersLeft: (count) => `${count} ${count === 1 ? 'character' : 'characters'} left`,
  charactersOver: (count) => `${count} ${count === 1 ? 'character' : 'characters'} too many`,
  commentTooLong: (over) =>
    `The comment is too long. Shorten it by ${over} ${over === 1 ? 'character' : 'characters'}.`,
  commentNotStorable: 'The comment holds a broken character. Remove it or write the text anew.',
  send: 'Send',
  close: 'Close',
  undo: 'Undo',
  retry: 'Retry',
  addDetails: 'Add details',
  editDetails: 'Edit details',
};
