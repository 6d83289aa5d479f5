import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Status', {
  element: <MessageFeedback.Status />,
  tag: 'span',
  state: { tone: undefined, empty: true },
});
