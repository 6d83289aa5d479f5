import type { Feedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback, useMessageFeedback } from '../index.ts';

const like = page.getByRole('button', { name: 'Good response' });
const message = { messageId: 'message-1' };
const LIKED: Feedback = { rating: 'like', reasons: [], comment: '' };

describePart('Root', {
  element: <MessageFeedback.Root message={{ messageId: 'message-1' }} />,
  tag: 'div',
  outside: 'There is no <FeedbackProvider> above this component',
});

describe('<MessageFeedback.Root />', () => {
  it('renders nothing for a message that accepts no rating', async () => {
    const load = async () => ({ items: [], restricted: [{ messageId: 'message-1', ratings: [] }] });
    renderFeedback(
      <MessageFeedback.Root message={{ messageId: 'message-1' }}>
        <MessageFeedback.Like />
        <MessageFeedback.Dislike />
        <MessageFeedback.Status />
      </MessageFeedback.Root>,
      { submit: Object.assign(createScriptedSubmit(), { load }) },
    );
    await expect.element(page.getByRole('group')).not.toBeInTheDocument();
  });
});

it('also controls a hook inside a Root', async () => {
  renderFeedback(
    <MessageFeedback.Root message={message} feedback={LIKED}>
      <Inside />
    </MessageFeedback.Root>,
  );
  await expect.element(page.getByRole('status')).toHaveTextContent('like');
});

it('keeps the focus and the details of a Root when the host’s feedback arrives late', async () => {
  const root = (feedback?: Feedback) => (
    <MessageFeedback.Root message={message} feedback={feedback}>
      <MessageFeedback.Like />
      <MessageFeedback.Dislike />
      <MessageFeedback.Details>
        <MessageFeedback.DetailsTitle />
        <MessageFeedback.Comment aria-label="Comment" />
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  );
  const { rerender } = renderFeedback(root());
  (like.element() as HTMLElement).focus();
  rerender(root(LIKED));
  await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  await expect.element(like).toHaveFocus();
  rerender(root());
  await expect.element(like).toHaveFocus();
});

function Inside(): React.ReactElement {
  return <output>{useMessageFeedback(message).feedback.rating}</output>;
}
