import { expect, type Page } from '@playwright/test';

/** Its answer takes some seconds, which leaves time to do something meanwhile. */
export const LONG = 'Give me some example code';
export const SHORT = 'What is 17 * 23?';

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Your message' });
export const stopButton = (page: Page) => page.getByRole('button', { name: 'Stop answering' });
export const sendButton = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });
export const conversations = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
export const answers = (page: Page) =>
  page
    .getByRole('log')
    .getByRole('article')
    .filter({ hasText: /^Assistant/ });
/** The bars under the answers. */
export const bars = (page: Page) => page.getByRole('group', { name: 'Rate this response' });

// Real key presses: a stock Firefox, driven over WebDriver BiDi, does not tell React of text that is filled in.
export async function ask(page: Page, question: string): Promise<void> {
  await composer(page).pressSequentially(question);
  await composer(page).press('Enter');
}

/** Waits until the answer is over. */
export async function answered(page: Page): Promise<void> {
  await expect(answers(page).last()).toBeVisible();
  await expect(page.locator('[data-answering]')).toHaveCount(0, { timeout: 30_000 });
}
