import type { FeedbackItem } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeClock } from '../../test/fake-clock.ts';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const first = { messageId: 'first' };
const second = { messageId: 'second' };
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const status = page.getByRole('status');

const liked: FeedbackItem = {
  messageId: 'second',
  feedback: { rating: 'like', reasons: [], comment: '' },
  stamp: '001700000000000-00000-z',
  undoUntil: null,
  final: false,
};

describe('<FeedbackBar message />', () => {
  it('shows nothing of the previous message', async () => {
    const { rerender, submit } = renderFeedback(<FeedbackBar message={first} />);
    await dislike.click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    rerender(<FeedbackBar message={second} />);
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'false');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect.element(status).toBeEmptyDOMElement();
    await like.click();
    await expect
      .poll(() => submit.received.map(({ message }) => message.messageId))
      .toEqual(['first', 'second']);
  });

  it('follows the new message’s saved feedback', async () => {
    const submit = createScriptedSubmit({ items: [liked] });
    const { rerender } = renderFeedback(<FeedbackBar message={first} />, { submit });
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    rerender(<FeedbackBar message={second} />);
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  });

  it('disappears for a message that cannot be rated, and returns for one that can', async () => {
    const { rerender, submit } = renderFeedback(<FeedbackBar message={first} />);
    await dislike.click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    rerender(<FeedbackBar message={null} />);
    await expect.element(page.getByRole('group')).not.toBeInTheDocument();
    rerender(<FeedbackBar message={second} />);
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'false');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await like.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    rerender(<FeedbackBar message={null} />);
    rerender(<FeedbackBar message={first} />);
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect
      .poll(() => submit.received.map(({ message }) => message.messageId))
      .toEqual(['first', 'second']);
  });

  it('treats the same ids in another object as the same message', async () => {
    const { rerender } = renderFeedback(<FeedbackBar message={{ messageId: 'first' }} />);
    await dislike.click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    const dialog = page.getByRole('dialog').element();
    rerender(<FeedbackBar message={{ messageId: 'first' }} className="again" />);
    expect(page.getByRole('dialog').element()).toBe(dialog);
  });

  it('shows the same state in every bar of the same message', async () => {
    fakeClock();
    renderFeedback(
      <>
        <FeedbackBar message={first} className="one" />
        <FeedbackBar message={first} className="two" />
      </>,
    );
    await dislike.nth(0).click();
    await expect.element(dislike.nth(1)).toHaveAttribute('aria-pressed', 'true');
    // Only the pressed one opens its details and shows the thank-you.
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await dislike.nth(1).click();
    await expect.element(dislike.nth(0)).toHaveAttribute('aria-pressed', 'false');
    await expect.element(status.nth(1)).toHaveTextContent('Rating removed.');
    // The thank-you disappears after its time.
    await vi.advanceTimersByTimeAsync(60_000);
    await expect.element(status.nth(0)).toBeEmptyDOMElement();
  });

  it('keeps a draft when the row leaves the document, as rows of virtual lists do', async () => {
    const { rerender } = renderFeedback(<FeedbackBar message={first} />);
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Half a thou');
    rerender(<p>Scrolled away</p>);
    rerender(<FeedbackBar message={first} />);
    await page.getByRole('button', { name: 'Add details' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('Half a thou');
  });
});
