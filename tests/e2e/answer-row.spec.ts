import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { answered, answers, ask, composer, SHORT } from './chat-page.ts';
import { demoOf } from './demos.ts';
import { complain, dislike, status } from './rating-page.ts';

const copy = (page: Page) => page.getByRole('button', { name: 'Copy' });
const regenerate = (page: Page) => page.getByRole('button', { name: 'Regenerate' });
const menu = (page: Page) => page.getByRole('combobox');
const languages = (page: Page) =>
  menu(page).evaluate((select) => [...(select as HTMLSelectElement).options].map(({ value }) => value));

/** The tags of the languages that the React package exports. */
function kitLanguages(): string[] {
  const manifest = new URL('../../packages/react/package.json', import.meta.url);
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports: object };
  return Object.keys(exports)
    .flatMap((name) => /^\.\/locales\/(.+)/.exec(name)?.[1] ?? [])
    .sort();
}

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(composer(page)).toBeVisible();
});

test('Copy puts the answer on the clipboard as Markdown, and says so', { tag: '@chromium' }, async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ask(page, SHORT);
  await answered(page);
  await copy(page).click();
  await expect(status(page, 'Copied.')).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('`17 * 23` makes **391**.');

  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await copy(page).click();
  await expect(status(page, 'The browser does not allow copying.')).toBeVisible();
});

test('Regenerate asks the upstream again, and keeps the first answer and its rating', async ({ page }) => {
  await ask(page, SHORT);
  await answered(page);
  await dislike(page).click();
  await page.keyboard.press('Escape');
  await regenerate(page).press('Enter');
  await expect(answers(page)).toHaveCount(2);
  await answered(page);
  await expect(regenerate(page).first()).toBeFocused();
  await expect(answers(page).last()).toContainText('391');
  await expect(page.getByRole('log').getByText(SHORT)).toHaveCount(2);
  await expect(dislike(page).first()).toHaveAttribute('aria-pressed', 'true');
  await expect(dislike(page).last()).toHaveAttribute('aria-pressed', 'false');
});

test('after a complaint is sent, the assistant answers again and takes it into account', async ({ page }) => {
  await ask(page, SHORT);
  await answered(page);
  await complain(page, 'Show me the steps.');
  await page.getByRole('button', { name: 'Try again with this feedback' }).click();
  await expect(answers(page)).toHaveCount(2);
  await answered(page);
  await expect(answers(page).last()).toContainText('“Not correct; Incomplete; Show me the steps.”');
  await expect(answers(page).last()).toContainText('391');
  await expect(page.getByRole('log').getByText('Please answer again')).toContainText(SHORT);
  await expect(dislike(page).first()).toHaveAttribute('aria-pressed', 'true');
  await expect(dislike(page).last()).toHaveAttribute('aria-pressed', 'false');
});

test('the language menu changes the page, its direction, the examples and the bars, even after a reload', async ({
  page,
}) => {
  await expect(page.locator('.suggestion')).toHaveCount(4);
  const tags = await languages(page);
  expect(tags.toSorted()).toEqual(kitLanguages());
  const examples = new Set<string>();
  for (const tag of tags) {
    await menu(page).selectOption(tag);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.locator('html')).toHaveAttribute('dir', tag === 'ar' ? 'rtl' : 'ltr');
    examples.add((await page.locator('.suggestion').allTextContents()).join());
  }
  expect(examples.size).toBe(tags.length);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.getByRole('button', { name: 'كم يساوي 17 * 23؟' }).click();
  await expect(page.getByRole('button', { name: 'رد سيئ' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'قيّم هذا الرد' })).toHaveAttribute('lang', 'ar');
});

test('on a phone the row and the menu fit, in every language', { tag: '@chromium' }, async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(demoOf('dify').chat);
  await ask(page, SHORT);
  await answered(page);
  await dislike(page).tap();
  await expect(page.getByRole('heading', { name: 'What went wrong?' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 700 });
    for (const tag of await languages(page)) {
      await menu(page).selectOption(tag);
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      expect(await page.evaluate(outOfSight), `${tag} at ${width}`).toEqual([]);
    }
  }
  await context.close();
});

/** In the page: what the row and the header show that is cut off, or smaller than a finger. */
function outOfSight(): string[] {
  const shown = document.querySelectorAll<HTMLElement>(
    '.chat-header > *, .answer-actions > button, .message-feedback > :is(button, [role="status"])',
  );
  return [...shown]
    .filter((element) => {
      const { left, right, height } = element.getBoundingClientRect();
      const small = element.matches('.icon-button, [data-rating], .language-menu') && height < 44;
      const isTitle = element.matches('h1');
      return (
        small || left < 0 || right > innerWidth || (!isTitle && element.scrollWidth > element.clientWidth + 1)
      );
    })
    .map(({ outerHTML }) => outerHTML);
}
