import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { en } from '../locales/en.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const message = { messageId: 'message-1' };
const status = page.getByRole('status');

describe('the description of the details', () => {
  const { detailsDescription, detailsDescriptionUnsent } = en;
  const dialog = page.getByRole('dialog');

  it('does not say that a rating counts while the status says that it is not sent', async () => {
    const submit = createScriptedSubmit();
    // The next automatic attempt is then as late as possible.
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    for (let attempt = 1; attempt < 5; attempt++) submit.failNext('network', { retryAfterMs: 0 });
    submit.failAlways('network');
    renderFeedback(<FeedbackBar message={message} />, { submit });
    await page.getByRole('button', { name: en.rating.dislike }).click();
    await expect.element(status).toHaveTextContent(en.delayed);
    await expect.element(dialog.getByText(detailsDescriptionUnsent)).toBeVisible();
    expect(dialog.getByText(detailsDescription).elements()).toEqual([]);
    submit.failAlways(null);
    await page.getByRole('button', { name: en.retry }).click();
    await expect.element(dialog.getByText(detailsDescription)).toBeVisible();
  });

  it('does not say so either while feedback waits until the user signs in', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('unauthenticated');
    renderFeedback(<FeedbackBar message={message} />, { submit });
    await page.getByRole('button', { name: en.rating.dislike }).click();
    await expect.element(status).toHaveTextContent(en.held);
    await expect.element(dialog.getByText(detailsDescriptionUnsent)).toBeVisible();
  });
});
