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

  it('takes a held Enter as one press of a thumb', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await press('{Tab}');
    await expect.element(like).toHaveFocus();
    await actionsLoaded();
    await press('{Enter>4/}');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
  });

  it('takes a held Enter as one press of a thumb when the surface has changed', async () => {
    const bar = (surface: 'inline' | 'popover') => (
      <FeedbackBar message={{ messageId: 'message-1' }} surface={surface} />
    );
    const { rerender, submit } = renderFeedback(bar('inline'));
    await press('{Tab}');
    await actionsLoaded();
    rerender(bar('popover'));
    await press('{Enter>4/}');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
  });

  it.each(['Send', 'Close'])('takes a held Enter as one press of %s', async (name) => {
    const { submit } = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await press('{Tab}');
    await press('{Tab}');
    await press('{Enter}');
    await expect.element(dialog).toBeVisible();
    await userEvent.fill(page.getByRole('textbox', { name: 'Comment' }), 'Too long.');
    page.getByRole('button', { name }).element().focus();
    await press('{Enter>4/}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    const { comment } = submit.received.at(-1)?.feedback ?? {};
    expect(comment).toBe(name === 'Send' ? 'Too long.' : '');
  });

  it('takes a held Enter as one press of Undo', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await like.click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toBeVisible();
    undo.element().focus();
    await press('{Enter>4/}');
    await expect.element(like).toHaveFocus();
    await expect.element(status).toHaveTextContent('Rating removed.');
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
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

/** The code of the actions, which also has the rule for a held key, loads with the first focus. */
async function actionsLoaded(): Promise<void> {
  await import('./FeedbackBarActions.tsx');
  await new Promise((resolve) => setTimeout(resolve));
}

/** Presses a key and checks that focus has not moved to the page. */
async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys);
  expect(document.activeElement === document.body, 'focus is lost').toBe(false);
}
