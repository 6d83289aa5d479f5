import { expect, type Locator, type Page } from '@playwright/test';

/** A question with a long answer, for tests of what happens while it streams. */
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

/** Key by key in Firefox: over WebDriver BiDi, React does not notice text that is filled in. */
export async function write(field: Locator, text: string): Promise<void> {
  const browser = field.page().context().browser()?.browserType().name();
  await (browser === 'firefox' ? field.pressSequentially(text) : field.fill(text));
}

export async function ask(page: Page, question: string): Promise<void> {
  await write(composer(page), question);
  await composer(page).press('Enter');
}

/** Waits until the answer has ended. */
export async function answered(page: Page): Promise<void> {
  await expect(answers(page).last()).toBeVisible();
  await expect(page.locator('[data-answering]')).toHaveCount(0);
}

/** Asks for something short, and renames the conversation by the keyboard to "Sums". */
export async function renameByKeyboard(page: Page): Promise<void> {
  await ask(page, SHORT);
  await answered(page);
  await conversations(page).getByRole('link', { name: SHORT }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Sums');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Sums' })).toBeVisible();
}
