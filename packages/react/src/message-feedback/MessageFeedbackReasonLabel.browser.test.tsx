import { describePart } from '../../test/describePart.tsx';
import { MessageFeedback } from '../index.ts';

describePart('ReasonLabel', {
  element: <MessageFeedback.ReasonLabel />,
  tag: 'label',
  arrange: (dislike) => dislike.click(),
});
