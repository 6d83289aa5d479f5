import { describePart } from '../../test/describePart.tsx';
import { MessageFeedback } from '../index.ts';

describePart('CommentLabel', {
  element: <MessageFeedback.CommentLabel />,
  tag: 'label',
  arrange: (dislike) => dislike.click(),
});
