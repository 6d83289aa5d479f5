import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Dislike', {
  element: <MessageFeedback.Dislike />,
  tag: 'button',
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (part) => part.ariaPressed,
  },
});
