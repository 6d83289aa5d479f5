import { expect, test } from '@playwright/test';
import { demoOf } from './demos.ts';
import { emulatedMoveworks } from './emulated-moveworks.ts';
import { askSomething, becomeAnotherUser, complain, dislike, like, status } from './rating-page.ts';

test.use({ baseURL: demoOf('moveworks').chat });

/** The undo window, and the time that a delivery may take on a busy machine. */
const AFTER_UNDO_WINDOW = { timeout: 25_000 };

test('a rating that is revoked within the undo window never reaches Moveworks', async ({ page }) => {
  const moveworks = emulatedMoveworks();
  const undone = await moveworks.messageAnswering(await askSomething(page));
  await like(page).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(status(page, 'Rating removed.')).toBeVisible();

  // A later rating has arrived, so the first one would have arrived too.
  const kept = await moveworks.messageAnswering(await askSomething(page));
  await like(page).click();
  await expect
    .poll(() => moveworks.feedbackOf(kept.id), AFTER_UNDO_WINDOW)
    .toMatchObject([{ side: 'helpful', user: kept.user, additionalFeedback: null, submissions: 1 }]);
  expect(await moveworks.feedbackRequestsFor(undone.id)).toEqual([]);
  expect(await moveworks.feedbackRequestsFor(kept.id)).toHaveLength(1);
});

test('reasons and a comment reach Moveworks once, as one text, and are then final', async ({
  page,
  browserName,
}) => {
  const moveworks = emulatedMoveworks();
  const message = await moveworks.messageAnswering(await askSomething(page));
  // WebDriver BiDi inserts characters without a key in a way that React does not notice, so Chinese
  // and emoji are typed in Chromium.
  const comment = browserName === 'chromium' ? '太烫了 🍵' : 'Too hot.';

  await complain(page, comment);
  await expect(dislike(page)).toBeFocused();
  await expect.poll(() => moveworks.feedbackOf(message.id), AFTER_UNDO_WINDOW).toHaveLength(1);
  const [row] = await moveworks.feedbackOf(message.id);
  expect(row).toMatchObject({ side: 'unhelpful', user: message.user, submissions: 1 });
  expect(row?.additionalFeedback).toContain('Not correct');
  expect(row?.additionalFeedback).toContain('Incomplete');
  expect(row?.additionalFeedback).toContain(comment);

  for (const reloaded of [false, true]) {
    if (reloaded) await page.reload();
    await expect(dislike(page)).toHaveAttribute('aria-pressed', 'true');
    await expect(dislike(page)).toHaveAttribute('aria-disabled', 'true');
    await dislike(page).click({ force: true });
    await expect(status(page, 'This rating can no longer be changed.')).toBeVisible();
    await expect(dislike(page)).toHaveAttribute('aria-pressed', 'true');
  }
  expect(await moveworks.feedbackRequestsFor(message.id)).toHaveLength(1);
});

test('a press under another user’s session never reaches Moveworks', async ({ page, browser }) => {
  const moveworks = emulatedMoveworks();
  const message = await moveworks.messageAnswering(await askSomething(page));
  await like(page).click();
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();

  await becomeAnotherUser(page, browser);
  await dislike(page).click();
  // The page belongs to the first user, so it holds the press and shows the second user nothing.
  await expect(status(page, 'Not sent yet. Sign in again to send it.')).toBeVisible();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'false');
  await expect
    .poll(() => moveworks.feedbackOf(message.id), AFTER_UNDO_WINDOW)
    .toMatchObject([{ side: 'helpful', user: message.user, submissions: 1 }]);
});
