import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog', { name: 'What went wrong?' });

describe('a press of <FeedbackBar />', () => {
  it('rates once when it is a double click', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await like.dblClick();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
  });

  it('opens the details once when it is a double click', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await dislike.dblClick();
    await expect.element(dialog).toBeVisible();
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
  });

  it('opens the details once when it is a double click on “Add details”', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} openOnRate={false} />);
    await dislike.click();
    await page.getByRole('button', { name: 'Add details' }).dblClick();
    await expect.element(dialog).toBeVisible();
  });

  it('takes the rating back when it is a second one', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await like.click();
    await like.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await expect.poll(() => submit.stored.get('message-1')?.feedback.rating ?? null).toBe(null);
  });

  it('takes the rating back at once with the keyboard', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />, { submit: createScriptedSubmit() });
    like.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{Enter}');
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
  });
});
