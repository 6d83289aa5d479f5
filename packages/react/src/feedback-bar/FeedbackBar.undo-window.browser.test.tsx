import { type FeedbackSubmission, NO_FEEDBACK, type SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackProvider } from '../index.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const status = page.getByRole('status');

/** Renewed at its half, so that a busy machine has as much time to spare. */
const HOLD_MS = 5_000;

const EARLIER = '001700000000000-00000-z';

/** A proxy in front of an upstream that takes nothing back: what was said is held for so long, then it stands. */
function createHoldingSubmit(holdMs: number): SubmitFeedback & { received: FeedbackSubmission[] } {
  const received: FeedbackSubmission[] = [];
  let pending: { until: number; of: FeedbackSubmission } | null = null;
  const submit: SubmitFeedback = async (submission) => {
    received.push(submission);
    if (pending !== null && pending.until <= Date.now()) {
      const { feedback } = pending.of;
      return { status: 'superseded', feedback, stamp: submission.stamp, undoUntil: null, final: true };
    }
    pending = { until: Date.now() + holdMs, of: submission };
    const undoUntil = new Date(pending.until).toISOString();
    return {
      status: 'accepted',
      feedback: submission.feedback,
      stamp: submission.stamp,
      undoUntil,
      final: false,
    };
  };
  return Object.assign(submit, { received });
}

function show(holdMs: number) {
  const submit = createHoldingSubmit(holdMs);
  render(
    <FeedbackProvider submit={submit} userId={uniqueUserId()}>
      <FeedbackBar message={{ messageId: 'message-1' }} />
    </FeedbackProvider>,
  );
  return submit;
}

describe('<FeedbackBar /> before an upstream that takes nothing back', () => {
  it('undoes within the undo window', async () => {
    const submit = show(60_000);
    await like.click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(status).toHaveTextContent('Rating removed.');
    await expect.poll(() => submit.received.at(-1)?.feedback).toEqual(NO_FEEDBACK);
  });

  it('says in words that it is final once the undo window has passed, and changes nothing any more', async () => {
    const submit = show(1_500);
    await like.click();
    await expect.element(status).toHaveTextContent('This rating can no longer be changed.');
    await expect.element(like).toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    // People can press it all the same, and hear why nothing happens.
    await dislike.click({ force: true });
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.element(status).toHaveTextContent('This rating can no longer be changed.');
    expect(submit.received).toHaveLength(1);
  });

  it('extends the undo window while the user writes, so that the words arrive', async () => {
    const submit = show(HOLD_MS);
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('This took me a while to put into words.');
    await expect.poll(() => submit.received.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(4);
    await expect
      .element(page.getByRole('textbox', { name: 'Comment' }))
      .toHaveValue('This took me a while to put into words.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await expect
      .poll(() => submit.received.at(-1)?.feedback.comment)
      .toBe('This took me a while to put into words.');
  });

  it('extends the undo window for a user who writes without a pause', async () => {
    const submit = show(HOLD_MS);
    await dislike.click();
    const field = page.getByRole('textbox', { name: 'Comment' });
    const began = Date.now();
    let written = '';
    for (let letters = 0; Date.now() - began < 2 * HOLD_MS; letters++) {
      written = `This is letter ${letters}`;
      await field.fill(written);
    }
    expect(submit.received.length).toBeGreaterThanOrEqual(3);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => submit.received.at(-1)?.feedback.comment).toBe(written);
  });

  it('does not extend the undo window for a user who only reads', async () => {
    const feedback = { rating: 'dislike', reasons: [], comment: 'Hm.' } as const;
    const undoUntil = new Date(Date.now() + 4_000).toISOString();
    const item = { messageId: 'message-1', feedback, stamp: EARLIER, undoUntil, final: false };
    const submit = createScriptedSubmit({ items: [item] });
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} readOnly />, { submit });
    await page.getByRole('button', { name: 'View details' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(submit.received).toEqual([]);
  });

  it('does not let renewals chase each other where the undo window is short', async () => {
    const submit = show(HOLD_MS);
    await dislike.click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await expect.poll(() => submit.received.length).toBe(3);
    const [, first, second] = submit.received.map(({ stamp }) => Number(stamp.slice(0, 15)));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});
