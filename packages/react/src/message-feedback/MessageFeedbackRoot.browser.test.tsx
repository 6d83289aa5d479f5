import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Root', {
  element: <MessageFeedback.Root message={{ messageId: 'message-1' }} />,
  tag: 'div',
  outside: 'There is no <FeedbackProvider> above this component',
});
