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

test('another user’s session cannot rate the message at Dify', async ({ page, browser }) => {
  const dify = emulatedDify();
  const message = await dify.messageAnswering(await askSomething(page));
  await like(page).click();
  await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);

  await becomeAnotherUser(page, browser);
  await dislike(page).click();
  // A 404 may be about a message that Dify does not show yet, so the proxy asks again for ten minutes.
  await expect.poll(async () => (await dify.feedbackRequestsFor(message.id)).at(-1)?.status).toBe(404);
  expect(await dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like', user: message.user }]);
});
