import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/describePart.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Send', {
  element: <MessageFeedback.Send />,
  tag: 'button',
  arrange: (dislike) => dislike.click(),
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (_part, submit) => submit.received.length,
  },
});
