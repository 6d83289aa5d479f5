import { expect } from '@playwright/test';
import { details, dislike, like, status } from '../rating-page.ts';
import { NOT_BEFORE_A_MINUTE } from './gateway.ts';
import { open, test } from './test.ts';

/** A refusal in the proxy's words. */
const REFUSED = {
  status: 422,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ code: 'upstream_refused', detail: 'The upstream refused it.' }),
};

test('a delay is shown after 3 s, and after 30 s with a Retry button, even after a reload', async ({
  context,
  gateway,
  message,
}) => {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(message.address);
  await like(page).hover();
  // From here on, time passes only when the test advances it.
  await page.clock.pauseAt(Date.now() + 60_000);
  const reached = gateway.fail({ place: 'before the server' });
  await like(page).click();
  await reached;
  await page.clock.runFor(2_000);
  await expect(status(page, 'Saving…')).toBeHidden();
  await page.clock.runFor(1_500);
  await expect(status(page, 'Saving…')).toBeVisible();
  await page.clock.runFor(27_000);
  await expect(status(page, 'Not sent yet.')).toBeVisible();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'true');

  gateway.heal();
  const refused = gateway.fail(NOT_BEFORE_A_MINUTE);
  // A read would tell the proxy's time, which has not passed with the page's.
  void gateway.fail({ ...NOT_BEFORE_A_MINUTE, method: 'GET', path: /^\/api\/message-feedback\?/ });
  // A page that loads needs its timers.
  await page.clock.resume();
  await page.reload();
  await refused;
  await expect(status(page, 'Not sent yet.')).toBeVisible();

  // A minute has passed by the clock, but no timer has fired: only the button retries.
  await page.clock.setFixedTime((await page.evaluate(() => Date.now())) + 61_000);
  gateway.heal();
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(status(page, 'Not sent yet.')).toBeHidden();
  await expect(page.locator('[data-delivery]')).toHaveCount(0);
  await expect(like(page)).toHaveAttribute('aria-pressed', 'true');
});

test('a refusal reverts to the saved feedback and keeps the text', async ({ context, gateway, message }) => {
  const page = await open(context, message);
  await dislike(page).click();
  await expect(details(page)).toBeVisible();
  await expect(page.locator('[data-delivery]')).toHaveCount(0);

  const refused = gateway.fail({ response: REFUSED });
  await details(page).getByRole('textbox', { name: 'Comment' }).pressSequentially('No leaves.');
  await details(page).getByRole('button', { name: 'Send' }).click();
  await refused;
  await expect(status(page, 'your feedback wasn’t accepted')).toBeVisible();
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Add details' }).click();
  await expect(details(page).getByRole('textbox', { name: 'Comment' })).toHaveValue('No leaves.');
});
