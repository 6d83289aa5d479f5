import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('DetailsTitle', {
  element: <MessageFeedback.DetailsTitle />,
  tag: 'h2',
});
