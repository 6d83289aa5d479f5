import { describePart } from '../../test/describePart.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Reasons', {
  element: <MessageFeedback.Reasons />,
  tag: 'fieldset',
  arrange: (dislike) => dislike.click(),
});
