import { describePart } from '../../test/describePart.tsx';
import { MessageFeedback } from '../index.ts';

describePart('DetailsTitle', {
  element: <MessageFeedback.DetailsTitle />,
  tag: 'h2',
});
