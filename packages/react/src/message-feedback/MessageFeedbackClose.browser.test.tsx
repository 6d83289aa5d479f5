import { page, userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Close', {
  element: <MessageFeedback.Close />,
  tag: 'button',
  beside: <MessageFeedback.DetailsTrigger data-testid="trigger" />,
  arrange: (dislike) => dislike.click(),
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: () => page.getByTestId('trigger').element().ariaExpanded,
  },
});
