import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog', { name: 'What went wrong?' });
const status = page.getByRole('status');

describe('<FeedbackBar /> with the keyboard alone', () => {
  it('moves through the details in reading order', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await press('{Tab}');
    await expect.element(like).toHaveFocus();
    await press('{Tab}');
    await expect.element(dislike).toHaveFocus();
    await press('{Enter}');
    await expect.element(dialog).toBeVisible();
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
    for (const name of ['Incomplete', 'Not what I asked', 'Hard to understand', 'Harmful or offensive']) {
      await press('{Tab}');
      await expect.element(page.getByRole('checkbox', { name })).toHaveFocus();
    }
    await press('{Tab}');
    await press('{Tab}');
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveFocus();
    await press('{Tab}');
    await expect.element(page.getByRole('button', { name: 'Send' })).toHaveFocus();
    await press('{Tab}');
    await expect.element(page.getByRole('button', { name: 'Close' })).toHaveFocus();
  });

  it('rates, chooses, writes, sends, edits and revokes', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await press('{Tab}');
    await press('{Tab}');
    await press(' ');
    await expect.element(dialog).toBeVisible();
    await press(' ');
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toBeChecked();
    await press('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();

    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await press('{Tab}');
    await expect.element(page.getByRole('button', { name: 'Add details' })).toHaveFocus();
    await press('{Enter}');
    await expect.element(dialog).toBeVisible();
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toBeChecked();
    while (document.activeElement?.textContent !== 'Send') await press('{Tab}');
    await press('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Edit details' })).toHaveFocus();
    await expect
      .poll(() => submit.received.at(-1)?.feedback)
      .toEqual({
        rating: 'dislike',
        reasons: ['Not correct'],
        comment: '',
      });

    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await press('{Tab}');
    await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    await press('{Enter}');
    await expect.element(dislike).toHaveFocus();
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'false');
    await expect.element(status).toHaveTextContent('Rating removed.');
  });

  it('comes to the first field from details that a pointer opened, which have no ring', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await dislike.click();
    await expect.element(dialog).toHaveFocus();
    expect(dialog.element().matches(':focus-visible')).toBe(false);
    await press('{Tab}');
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
  });

  it('is one step from the other button after Escape', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await press('{Tab}');
    await press('{Tab}');
    await press('{Enter}');
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
    await press('{Escape}');
    await expect.element(dislike).toHaveFocus();
    await press('{Shift>}{Tab}{/Shift}');
    await press('{Enter}');
    await expect.element(like).toHaveFocus();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'false');
  });
});

/** Presses a key and checks that focus has not moved to the page. */
async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys);
  expect(document.activeElement === document.body, 'focus is lost').toBe(false);
}
