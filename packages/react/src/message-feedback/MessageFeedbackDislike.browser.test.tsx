import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Dislike', {
  element: <MessageFeedback.Dislike />,
  tag: 'button',
  state: { pressed: false, blocked: false },
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (part) => part.ariaPressed,
  },
});
