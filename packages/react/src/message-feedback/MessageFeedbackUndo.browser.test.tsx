import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Undo', {
  element: <MessageFeedback.Undo />,
  tag: 'button',
  async arrange(dislike, submit) {
    await dislike.click();
    await expect.poll(() => submit.received).toHaveLength(1);
  },
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (_part, submit) => submit.received.length,
  },
});
