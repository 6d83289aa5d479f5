import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('ReasonLabel', {
  element: <MessageFeedback.ReasonLabel />,
  tag: 'label',
  arrange: (dislike) => dislike.click(),
});
