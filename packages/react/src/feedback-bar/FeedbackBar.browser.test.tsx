import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog', { name: 'What went wrong?' });
const status = page.getByRole('status');

describe('<FeedbackBar />', () => {
  it('offers two toggle buttons in a named group, and an empty status', async () => {
    renderFeedback(<FeedbackBar message={message} />);
    await expect.element(page.getByRole('group', { name: 'Rate this response' })).toBeVisible();
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'false');
    await expect.element(status).toBeEmptyDOMElement();
  });

  it('rates with one press, switches with one, and revokes with a second press', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} />);
    await like.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await dislike.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await dislike.click();
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'false');
    await expect.poll(() => submit.received.at(-1)?.feedback.rating).toBeNull();
  });

  it('sends reasons and a comment from the details, and returns focus to the button', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} />);
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    expect(dialog.element().contains(document.activeElement)).toBe(true);
    await page.getByRole('checkbox', { name: 'Not correct' }).click();
    await page.getByRole('checkbox', { name: 'Incomplete' }).click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('The second step is missing.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
    await expect
      .poll(() => submit.received.at(-1)?.feedback)
      .toEqual({
        rating: 'dislike',
        reasons: ['Not correct', 'Incomplete'],
        comment: 'The second step is missing.',
      });
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
  });

  it('keeps the rating and the draft when the details close, even with Escape', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} />);
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Half a thou');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Add details' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('Half a thou');
    await expect.poll(() => submit.received).toHaveLength(1);
  });

  it('closes on a press outside and leaves focus on the pressed element', async () => {
    renderFeedback(
      <>
        <FeedbackBar message={message} />
        <input aria-label="Composer" style={{ marginBlockStart: 480 }} />
      </>,
    );
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    await page.getByRole('textbox', { name: 'Composer' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: 'Composer' })).toHaveFocus();
  });

  it('shows which text is too long and moves focus to it instead of sending', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} />);
    await dislike.click();
    const comment = page.getByRole('textbox', { name: 'Comment' });
    await comment.fill('误'.repeat(264));
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(comment).toHaveFocus();
    await expect.element(comment).toHaveAttribute('aria-invalid', 'true');
    await expect
      .element(comment)
      .toHaveAccessibleDescription('The comment is too long. Shorten it by 14 characters.');
    await expect.poll(() => submit.received).toHaveLength(1);
  });

  it('shows nothing about a transient error', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('internal');
    renderFeedback(<FeedbackBar message={message} />, { submit });
    await like.click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(submit.received).toHaveLength(2);
  });

  it('returns to the saved rating and explains why the new one was refused', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    renderFeedback(<FeedbackBar message={message} />, { submit });
    await like.click();
    await expect.element(status).toHaveTextContent('Not saved: this response can’t be rated.');
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await expect.element(like).toHaveFocus();
  });

  it('undoes next to the thank-you, without losing focus', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} />);
    await like.click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(like).toHaveFocus();
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await expect.element(status).toHaveTextContent('Rating removed.');
    await expect
      .poll(() => submit.received.at(-1)?.feedback)
      .toEqual({ rating: null, reasons: [], comment: '' });
  });

  it('shows saved feedback', async () => {
    const submit = createScriptedSubmit({
      items: [
        {
          messageId: 'message-1',
          feedback: { rating: 'dislike', reasons: ['Not correct', 'My own'], comment: 'No.' },
          stamp: '001700000000000-00000-z',
          undoUntil: null,
          final: false,
        },
      ],
    });
    renderFeedback(<FeedbackBar message={message} />, { submit });
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await expect.element(status).toBeEmptyDOMElement();
    await page.getByRole('button', { name: 'Edit details' }).click();
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toBeChecked();
    await expect.element(page.getByRole('checkbox', { name: 'My own' })).toBeChecked();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('No.');
  });

  it.each([
    ['beside its buttons', 320],
    ['on the line below them', 190],
  ])('never moves its surroundings, with the status %s', async (_, inlineSize) => {
    renderFeedback(
      <div style={{ inlineSize }}>
        <p>An answer.</p>
        <FeedbackBar message={message} />
        <p data-testid="next">The next message.</p>
      </div>,
    );
    const boxOf = (element: Element) => JSON.stringify(element.getBoundingClientRect());
    const bar = page.getByRole('group', { name: 'Rate this response' }).element();
    const next = page.getByTestId('next').element();
    const before = [boxOf(bar), boxOf(next), boxOf(like.element()), boxOf(dislike.element())];
    const now = () => [boxOf(bar), boxOf(next), boxOf(like.element()), boxOf(dislike.element())];
    await like.click();
    expect(now()).toEqual(before);
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(now()).toEqual(before);
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    expect(now()).toEqual(before);
  });
});
