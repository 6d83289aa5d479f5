import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('Like', {
  element: <MessageFeedback.Like />,
  tag: 'button',
  state: { pressed: false, blocked: false },
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (part) => part.ariaPressed,
  },
});

it('is as wide as a text in it, and no narrower than its icon', () => {
  renderFeedback(
    <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback">
      <MessageFeedback.Like aria-label="A helpful answer">A helpful answer</MessageFeedback.Like>
      <MessageFeedback.Dislike />
    </MessageFeedback.Root>,
  );
  const widthOf = (name: string) =>
    page.getByRole('button', { name }).element().getBoundingClientRect().width;
  expect(widthOf('A helpful answer')).toBeGreaterThan(80);
  expect(widthOf('Bad response')).toBe(32);
});
