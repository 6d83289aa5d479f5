import { expect, test } from '@playwright/test';
import { emulatedDify } from './emulated-dify.ts';
import { askSomething, becomeAnotherUser, complain, details, dislike, like, status } from './rating-page.ts';

test('a rating reaches Dify, and a second press revokes it', async ({ page }) => {
  const dify = emulatedDify();
  const message = await dify.messageAnswering(await askSomething(page));

  await like(page).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  await expect
    .poll(() => dify.feedbackOf(message.id))
    .toMatchObject([{ rating: 'like', user: message.user, content: null }]);

  await like(page).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => dify.feedbackOf(message.id)).toEqual([]);
  const requests = await dify.feedbackRequestsFor(message.id);
  expect(requests.map(({ body }) => JSON.parse(body))).toEqual([
    { rating: 'like', user: message.user },
    { rating: null, user: message.user },
  ]);
});

test('reasons and a comment reach Dify unchanged, and are shown again after a reload', {
  tag: '@engines',
}, async ({ page, browserName }) => {
  const dify = emulatedDify();
  const message = await dify.messageAnswering(await askSomething(page));
  // WebDriver BiDi inserts characters without a key in a way that React does not notice, so Chinese
  // and emoji are typed in Chromium.
  const comment = browserName === 'chromium' ? '绿茶不是这样泡的 🍵' : 'Green tea is not made like that.';

  await complain(page, comment);
  await expect(dislike(page)).toBeFocused();
  await expect.poll(async () => (await dify.feedbackOf(message.id))[0]?.content).toContain(comment);
  const [row, ...others] = await dify.feedbackOf(message.id);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ rating: 'dislike', user: message.user });
  expect(row?.content).toContain('Not correct');
  expect(row?.content).toContain('Incomplete');

  await page.reload();
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Edit details' }).click();
  await expect(details(page).getByRole('checkbox', { name: 'Not correct' })).toBeChecked();
  await expect(details(page).getByRole('checkbox', { name: 'Incomplete' })).toBeChecked();
  await expect(details(page).getByRole('checkbox', { name: 'Not what I asked' })).not.toBeChecked();
  await expect(details(page).getByRole('textbox', { name: 'Comment' })).toHaveValue(comment);
});

test('a press under another user’s session never reaches Dify', async ({ page, browser }) => {
  const dify = emulatedDify();
  const message = await dify.messageAnswering(await askSomething(page));
  await like(page).click();
  await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);

  await becomeAnotherUser(page, browser);
  await dislike(page).click();
  // The page belongs to the first user, so it holds the press and shows the second user nothing.
  await expect(status(page, 'Not sent yet. Sign in again to send it.')).toBeVisible();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'false');
  expect(await dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like', user: message.user }]);
  expect(await dify.feedbackRequestsFor(message.id)).toHaveLength(1);
});
