import { expect, test } from '@playwright/test';
import { demoOf } from './demos.ts';
import { emulatedCoze } from './emulated-coze.ts';
import { askSomething, becomeAnotherUser, complain, details, dislike, like, status } from './rating-page.ts';

test.use({ baseURL: demoOf('coze').chat });

test('a rating reaches Coze, and a second press deletes it', async ({ page }) => {
  const coze = emulatedCoze();
  const message = await coze.messageAnswering(await askSomething(page));

  await like(page).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  await expect
    .poll(() => coze.feedbackOf(message.id))
    .toMatchObject([{ feedbackType: 'like', sessionName: message.user, reasonTypes: [], comment: null }]);

  await like(page).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => coze.feedbackOf(message.id)).toEqual([]);
  const requests = await coze.feedbackRequestsFor(message.id);
  expect(requests.map(({ method, body }) => [method, body])).toEqual([
    ['POST', '{"feedback_type":"like"}'],
    ['DELETE', ''],
  ]);
});

test('reasons and a comment reach Coze in their own fields, and are shown again after a reload', async ({
  page,
  browserName,
}) => {
  const coze = emulatedCoze();
  const message = await coze.messageAnswering(await askSomething(page));
  // WebDriver BiDi inserts characters without a key in a way that React does not notice, so Chinese
  // and emoji are typed in Chromium.
  const comment = browserName === 'chromium' ? '绿茶不是这样泡的 🍵' : 'Green tea is not made like that.';

  await complain(page, comment);
  await expect(dislike(page)).toBeFocused();
  await expect
    .poll(() => coze.feedbackOf(message.id))
    .toMatchObject([
      {
        feedbackType: 'unlike',
        sessionName: message.user,
        reasonTypes: ['Not correct', 'Incomplete'],
        comment,
      },
    ]);

  await page.reload();
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Edit details' }).click();
  await expect(details(page).getByRole('checkbox', { name: 'Not correct' })).toBeChecked();
  await expect(details(page).getByRole('checkbox', { name: 'Incomplete' })).toBeChecked();
  await expect(details(page).getByRole('checkbox', { name: 'Not what I asked' })).not.toBeChecked();
  await expect(details(page).getByRole('textbox', { name: 'Comment' })).toHaveValue(comment);
});

test('a press under another user’s session never reaches Coze', async ({ page, browser }) => {
  const coze = emulatedCoze();
  const message = await coze.messageAnswering(await askSomething(page));
  await like(page).click();
  await expect.poll(() => coze.feedbackOf(message.id)).toMatchObject([{ feedbackType: 'like' }]);

  await becomeAnotherUser(page, browser);
  await dislike(page).click();
  // The page belongs to the first user, so it holds the press and shows the second user nothing.
  await expect(status(page, 'Not sent yet. Sign in again to send it.')).toBeVisible();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'false');
  expect(await coze.feedbackOf(message.id)).toMatchObject([
    { feedbackType: 'like', sessionName: message.user },
  ]);
  expect(await coze.feedbackRequestsFor(message.id)).toHaveLength(1);
});
