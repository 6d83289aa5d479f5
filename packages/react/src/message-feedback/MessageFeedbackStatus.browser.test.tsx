import { describePart } from '../../test/describePart.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Status', {
  element: <MessageFeedback.Status />,
  tag: 'span',
});
