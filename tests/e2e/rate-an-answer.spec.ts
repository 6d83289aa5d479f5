import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { emulatorAt } from './emulator.ts';

const emulatorOf = () => emulatorAt(test.info().config.metadata.operatorUrl as string);
const like = (page: Page) => page.getByRole('button', { name: 'Good response' });
const dislike = (page: Page) => page.getByRole('button', { name: 'Bad response' });
const details = (page: Page) => page.getByRole('dialog', { name: 'What went wrong?' });

/** Asks in a new chat, waits for the whole answer, and names the message that the emulator made of it. */
async function ask(page: Page) {
  // A question of its own for every test, as all share one emulator.
  const question = `Tell me about tea, please. (${randomUUID()})`;
  await page.goto('/');
  const composer = page.getByRole('textbox', { name: 'Your message' });
  // Real key presses: a stock Firefox, driven over WebDriver BiDi, does not tell React of text that is filled in.
  await composer.pressSequentially(question);
  await composer.press('Enter');
  await expect(like(page)).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('button', { name: 'Stop answering' })).toBeHidden({ timeout: 30_000 });
  return emulatorOf().messageAnswering(question);
}

test('a rating arrives at Dify, and pressing again takes it back', async ({ page }) => {
  const message = await ask(page);
  const emulator = emulatorOf();

  await like(page).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('status').filter({ hasText: 'Thanks for your feedback.' })).toBeVisible();
  await expect
    .poll(() => emulator.feedbackOf(message.id))
    .toMatchObject([{ rating: 'like', user: message.user, content: null }]);

  await like(page).click();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => emulator.feedbackOf(message.id)).toEqual([]);
  const requests = await emulator.feedbackRequestsFor(message.id);
  expect(requests.map(({ body }) => JSON.parse(body))).toEqual([
    { rating: 'like', user: message.user },
    { rating: null, user: message.user },
  ]);
});

test('reasons and a comment arrive whole, and stand there again after a reload', async ({
  page,
  browserName,
}) => {
  const message = await ask(page);
  const emulator = emulatorOf();
  // WebDriver BiDi inserts what no key types without telling React, so Chinese and emoji are typed in Chromium.
  const comment = browserName === 'chromium' ? '绿茶不是这样泡的 🍵' : 'Green tea is not made like that.';

  await dislike(page).click();
  await details(page).getByRole('checkbox', { name: 'Not correct' }).check();
  await details(page).getByRole('checkbox', { name: 'Incomplete' }).check();
  await details(page).getByRole('textbox', { name: 'Comment' }).pressSequentially(comment);
  await details(page).getByRole('button', { name: 'Send' }).click();
  await expect(details(page)).toBeHidden();
  await expect(dislike(page)).toBeFocused();

  await expect.poll(async () => (await emulator.feedbackOf(message.id))[0]?.content).toContain(comment);
  const [row, ...others] = await emulator.feedbackOf(message.id);
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

test('somebody else’s session cannot rate the message, and is told so', async ({ page, browser }) => {
  const message = await ask(page);
  const emulator = emulatorOf();
  await like(page).click();
  await expect.poll(() => emulator.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);

  // As when another person signs in, in another tab of the same browser, while this one still shows the conversation.
  await page.context().addCookies(await cookiesOfSomebodyElse(browser));
  await dislike(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'this message can’t be rated' })).toBeVisible();
  await expect(like(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'false');

  expect(await emulator.feedbackOf(message.id)).toMatchObject([{ rating: 'like', user: message.user }]);
  expect((await emulator.feedbackRequestsFor(message.id)).at(-1)?.status).toBe(404);
});

async function cookiesOfSomebodyElse(browser: Browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(test.info().project.use.baseURL as string);
  const cookies = await context.cookies();
  await context.close();
  expect(cookies.length).toBeGreaterThan(0);
  return cookies;
}
