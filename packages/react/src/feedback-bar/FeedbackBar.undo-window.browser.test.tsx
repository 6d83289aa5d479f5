import { type FeedbackSubmission, NO_FEEDBACK, type SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { fakeClock } from '../../test/fake-clock.ts';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackProvider } from '../index.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const status = page.getByRole('status');

/** Longer than any test takes, so that it ends only when a test advances the clock. */
const HOLD_MS = 120_000;

// The clock runs by itself, because the page waits for timers, and tests advance it.
beforeEach(fakeClock);

const EARLIER = '001700000000000-00000-z';

/** A proxy for an upstream that cannot revoke: feedback is final after the undo window. */
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

describe('<FeedbackBar /> for an upstream that cannot revoke a rating', () => {
  it('undoes within the undo window', async () => {
    const submit = show(HOLD_MS);
    await like.click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(status).toHaveTextContent('Rating removed.');
    await expect.poll(() => submit.received.at(-1)?.feedback).toEqual(NO_FEEDBACK);
  });

  it('explains that the rating is final after the undo window, and allows no change', async () => {
    const submit = show(HOLD_MS);
    await like.click();
    await expect.poll(() => submit.received.length).toBe(1);
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    await expect.element(status).toHaveTextContent('This rating can no longer be changed.');
    await expect.element(like).toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    // Users can still press it, and learn why nothing happens.
    await dislike.click({ force: true });
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.element(status).toHaveTextContent('This rating can no longer be changed.');
    expect(submit.received).toHaveLength(1);
  });

  it('extends the undo window while the user writes, so that the text arrives', async () => {
    const submit = show(HOLD_MS);
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('This took me a while to put into words.');
    await vi.advanceTimersByTimeAsync(4 * HOLD_MS);
    expect(submit.received.length).toBeGreaterThanOrEqual(4);
    await expect
      .element(page.getByRole('textbox', { name: 'Comment' }))
      .toHaveValue('This took me a while to put into words.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await expect
      .poll(() => submit.received.at(-1)?.feedback.comment)
      .toBe('This took me a while to put into words.');
  });

  it('closes a form that the user has forgotten, says why and returns the focus', async () => {
    show(HOLD_MS);
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Half a thou');
    vi.setSystemTime(Date.now() + 15 * 60_000);
    await vi.advanceTimersByTimeAsync(2 * HOLD_MS);
    await expect.element(status).toHaveTextContent('This rating can no longer be changed.');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
  });

  it('extends the undo window for a user who writes without a pause', async () => {
    const submit = show(HOLD_MS);
    await dislike.click();
    const field = page.getByRole('textbox', { name: 'Comment' });
    let written = '';
    for (let letters = 0; letters < 20; letters++) {
      written = `This is letter ${letters}`;
      await field.fill(written);
      await vi.advanceTimersByTimeAsync(HOLD_MS / 10);
    }
    expect(submit.received.length).toBeGreaterThanOrEqual(3);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => submit.received.at(-1)?.feedback.comment).toBe(written);
  });

  it('does not extend the undo window for a user who only reads', async () => {
    const feedback = { rating: 'dislike', reasons: [], comment: 'Hm.' } as const;
    const undoUntil = new Date(Date.now() + HOLD_MS).toISOString();
    const item = { messageId: 'message-1', feedback, stamp: EARLIER, undoUntil, final: false };
    const submit = createScriptedSubmit({ items: [item] });
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} readOnly />, { submit });
    await page.getByRole('button', { name: 'View details' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toBeVisible();
    await vi.advanceTimersByTimeAsync(2 * HOLD_MS);
    expect(submit.received).toEqual([]);
  });

  it('does not renew a short undo window in quick succession', async () => {
    const submit = show(5_000);
    await dislike.click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(submit.received.length).toBeGreaterThanOrEqual(3);
    const [, first, second] = submit.received.map(({ stamp }) => Number(stamp.slice(0, 15)));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});
