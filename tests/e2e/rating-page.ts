import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { answered, ask, write } from './chat-page.ts';

export const like = (page: Page) => page.getByRole('button', { name: 'Good response' });
export const dislike = (page: Page) => page.getByRole('button', { name: 'Bad response' });
export const details = (page: Page) => page.getByRole('dialog', { name: 'What went wrong?' });
export const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

/** Asks in a new chat, and waits until the whole answer is there and can be rated. Gives the question. */
export async function askSomething(page: Page): Promise<string> {
  // A question of its own for every test, as all share one emulator; with a short answer.
  const question = `Thanks! (${randomUUID().slice(0, 8)})`;
  await page.goto('/');
  await ask(page, question);
  await answered(page);
  await expect(like(page)).toBeVisible();
  return question;
}

/** Presses thumbs-down, chooses two reasons, writes a comment and sends it. */
export async function complain(page: Page, comment: string): Promise<void> {
  await dislike(page).click();
  await details(page).getByRole('checkbox', { name: 'Not correct' }).check();
  await details(page).getByRole('checkbox', { name: 'Incomplete' }).check();
  await write(details(page).getByRole('textbox', { name: 'Comment' }), comment);
  await details(page).getByRole('button', { name: 'Send' }).click();
  await expect(details(page)).toBeHidden();
}

/** As when another user signs in, in another tab of the same browser, while this one still shows the conversation. */
export async function becomeSomebodyElse(page: Page, browser: Browser): Promise<void> {
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(test.info().project.use.baseURL as string);
  const cookies = await context.cookies();
  await context.close();
  expect(cookies.length).toBeGreaterThan(0);
  await page.context().addCookies(cookies);
}
