import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Reason', {
  element: <MessageFeedback.Reason reason="Too slow" />,
  tag: 'input',
  state: { checked: false, blocked: false },
  arrange: (dislike) => dislike.click(),
  apart: { styled: (input) => input.closest('label') ?? input },
  renderProp: false,
  act: {
    handler: 'onChange',
    perform: (part) => userEvent.click(part),
    observe: (part) => (part as HTMLInputElement).checked,
  },
});
