import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { answered, ask, write } from './chat-page.ts';
import { demoOfFile } from './demos.ts';

export const like = (page: Page) => page.getByRole('button', { name: 'Good response' });
export const dislike = (page: Page) => page.getByRole('button', { name: 'Bad response' });
export const details = (page: Page) => page.getByRole('dialog', { name: 'What went wrong?' });
export const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

/**
 * Asks in a new chat, waits until the answer is complete and can be rated, and returns the
 * question.
 */
export async function askSomething(page: Page): Promise<string> {
  // A unique question with a short answer, because all tests share one emulator.
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

/** The keys of the journal's entries. The key of the last user tag known is none. */
export async function journalKeys(page: Page): Promise<string[]> {
  return Object.keys(await journalEntries(page));
}

/** The keys and values of one moment, because a response may give an entry another stamp. */
export async function journalEntries(page: Page): Promise<Record<string, string>> {
  const entries = await page.evaluate(() => Object.entries<string>(localStorage));
  const isOfJournal = (key: string) => key.startsWith('message-feedback/') && key.split(':').length > 3;
  return Object.fromEntries(entries.filter(([key]) => isOfJournal(key)));
}

/**
 * As if another user signs in, in another tab of the browser, while this tab still shows the
 * conversation.
 */
export async function becomeAnotherUser(page: Page, browser: Browser): Promise<void> {
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(demoOfFile(test.info().file).chat);
  const cookies = await context.cookies();
  await context.close();
  expect(cookies.length).toBeGreaterThan(0);
  await page.context().addCookies(cookies);
}
