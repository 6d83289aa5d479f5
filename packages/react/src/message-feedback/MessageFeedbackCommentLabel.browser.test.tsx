import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('CommentLabel', {
  element: <MessageFeedback.CommentLabel />,
  tag: 'label',
  state: { wanted: false },
  arrange: (dislike) => dislike.click(),
});
