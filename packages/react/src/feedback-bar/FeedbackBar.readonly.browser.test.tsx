import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar, type FeedbackBarProps } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const status = page.getByRole('status');
const viewDetails = page.getByRole('button', { name: 'View details' });
const dialog = page.getByRole('dialog', { name: 'Your feedback' });
const comment = page.getByRole('textbox', { name: 'Comment' });

describe('<FeedbackBar readOnly />', () => {
  it('shows the feedback, reasons and comment included', async () => {
    show({ readOnly: true });
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await viewDetails.click();
    await expect.element(dialog).toBeVisible();
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toBeChecked();
    await expect.element(page.getByRole('checkbox', { name: 'My own' })).toBeChecked();
    expect(page.getByRole('checkbox').elements()).toHaveLength(2);
    await expect.element(comment).toHaveValue('No.');
  });

  it('allows no change', async () => {
    const submit = show({ readOnly: true });
    await viewDetails.click();
    await expect.element(comment).toHaveAttribute('readonly');
    await page.getByRole('checkbox', { name: 'My own' }).click({ force: true });
    await expect.element(page.getByRole('checkbox', { name: 'My own' })).toBeChecked();
    expect(page.getByRole('button', { name: 'Send' }).elements()).toEqual([]);
    expect(page.getByText(/characters left/).elements()).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(viewDetails).toHaveFocus();
    await like.click({ force: true });
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await expect.element(like).toHaveAttribute('aria-disabled', 'true');
    expect(submit.received).toEqual([]);
  });

  it('explains why when the user presses a button', async () => {
    show({ readOnly: 'This conversation is archived.' });
    await expect.element(dislike).toHaveAttribute('title', 'This conversation is archived.');
    await like.click({ force: true });
    await expect.element(status).toHaveTextContent('This conversation is archived.');
  });

  it('has no details to open without feedback', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} readOnly />);
    await expect.element(like).toHaveAttribute('aria-disabled', 'true');
    await like.hover();
    await like.click({ force: true });
    await expect.element(status).toHaveTextContent('This response can’t be rated.');
    expect(viewDetails.elements()).toEqual([]);
  });
});

describe('<FeedbackBar /> with a final rating', () => {
  it('still shows the reasons and the comment', async () => {
    show({}, { final: true });
    await viewDetails.click();
    await expect.element(dialog).toBeVisible();
    await expect.element(dialog.getByText('This rating can no longer be changed.')).toBeVisible();
    await expect.element(comment).toHaveValue('No.');
  });
});

describe('<FeedbackBar disabled />', () => {
  it('keeps its buttons in the tab order, and explains why nothing happens', async () => {
    const { submit } = renderFeedback(
      <FeedbackBar message={{ messageId: 'message-1' }} disabled="Sign in to rate responses." />,
    );
    like.element().focus();
    await expect.element(like).toHaveFocus();
    await expect.element(like).toHaveAttribute('aria-disabled', 'true');
    await expect.element(like).toHaveAccessibleDescription('Sign in to rate responses.');
    await like.click({ force: true });
    await expect.element(status).toHaveTextContent('Sign in to rate responses.');
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    expect(submit.received).toEqual([]);
  });

  it('has a default text if the host gives none', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} disabled />);
    await expect.element(like).toHaveAccessibleDescription('This response can’t be rated.');
  });
});

describe('<FeedbackBar /> that the host blocks while the details are open', () => {
  it('closes them, says why, returns the focus and keeps the text for later', async () => {
    const bar = (props: Partial<FeedbackBarProps>) => (
      <FeedbackBar message={{ messageId: 'message-1' }} {...props} />
    );
    const { rerender } = renderFeedback(bar({}));
    await dislike.click();
    await comment.fill('Half a thou');
    rerender(bar({ disabled: 'Please wait for the answer.' }));
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
    await expect.element(status).toHaveTextContent('Please wait for the answer.');
    rerender(bar({}));
    await page.getByRole('button', { name: 'Add details' }).click();
    await expect.element(comment).toHaveValue('Half a thou');
  });

  it('leaves the focus where it is if the user writes elsewhere', async () => {
    const chat = (props: Partial<FeedbackBarProps>) => (
      <>
        <FeedbackBar message={{ messageId: 'message-1' }} surface="inline" openOnRate {...props} />
        <textarea aria-label="Composer" />
      </>
    );
    const { rerender } = renderFeedback(chat({}));
    await dislike.click();
    await expect.element(comment).toBeVisible();
    await page.getByRole('textbox', { name: 'Composer' }).click();
    rerender(chat({ readOnly: true }));
    await expect.element(page.getByRole('button', { name: 'Close' })).not.toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: 'Composer' })).toHaveFocus();
  });
});

describe('<FeedbackBar /> that the host blocks after a press', () => {
  it('offers no Undo', async () => {
    const { rerender, submit } = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await like.click();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    rerender(<FeedbackBar message={{ messageId: 'message-1' }} readOnly="This conversation is archived." />);
    await expect
      .element(status)
      .toHaveTextContent('Thanks for your feedback. This conversation is archived.');
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    expect(submit.received).toHaveLength(1);
  });
});

function show(props: Partial<FeedbackBarProps>, { final = false } = {}) {
  const feedback = { rating: 'dislike', reasons: ['Not correct', 'My own'], comment: 'No.' } as const;
  const stamp = '001700000000000-00000-z';
  const items = [{ messageId: 'message-1', feedback, stamp, undoUntil: null, final }];
  return renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} {...props} />, {
    submit: createScriptedSubmit({ items }),
  }).submit;
}
