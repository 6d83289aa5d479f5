import { createScriptedSubmit } from '@message-feedback/core/testing';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { type Feedback, FeedbackBar, FeedbackControl, useFeedbackClient } from '../index.ts';

const like = page.getByRole('button', { name: 'Good response' });

it('sends held feedback after the user signs in again', async () => {
  const submit = createScriptedSubmit();
  submit.failNext('unauthenticated');
  renderFeedback(<Session />, { submit });
  await like.click();
  await expect.poll(() => submit.received.length).toBe(1);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect.poll(() => submit.received.length).toBe(2);
});

it('leaves nothing behind when the user signs out', async () => {
  const submit = createScriptedSubmit();
  submit.failAlways('network');
  renderFeedback(<Session />, { submit });
  await like.click();
  await expect.poll(() => localStorage.length).toBe(1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(localStorage.length).toBe(0);
  await expect.element(like).toHaveAttribute('aria-pressed', 'false');
});

it('is the page’s client inside a FeedbackControl too', async () => {
  const like: Feedback = { rating: 'like', reasons: [], comment: '' };
  renderFeedback(
    <FeedbackControl feedback={like}>
      <OtherRating />
    </FeedbackControl>,
  );
  await expect.element(page.getByText('Other message: none')).toBeVisible();
});

function OtherRating() {
  const client = useFeedbackClient();
  return <p>Other message: {client.getSnapshot({ messageId: 'message-2' }).feedback.rating ?? 'none'}</p>;
}

function Session() {
  const client = useFeedbackClient();
  return (
    <>
      <FeedbackBar message={{ messageId: 'message-1' }} />
      <button type="button" onClick={() => client.resume()}>
        Sign in
      </button>
      <button type="button" onClick={() => client.purge()}>
        Sign out
      </button>
    </>
  );
}
