import { expect, type Page, type Route, test } from '@playwright/test';
import { serveEverySurface } from './everybody/serve-every-surface.ts';
import type { ServedPage } from './everybody/serve-folder.ts';

let served: ServedPage;
test.beforeAll(async () => {
  served = await serveEverySurface();
});
test.afterAll(() => served.close());

test('on touch, the actions and the details load in one wave', { tag: '@chromium' }, async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const held: Route[] = [];
  const names: string[] = [];
  await page.goto(served.url);
  await page.waitForLoadState('networkidle');
  await page.route('**/*.js', (route) => {
    held.push(route);
    names.push(new URL(route.request().url()).pathname);
  });
  await bad(page, 'sheet').tap();
  // None of them has arrived when all of them have been asked for.
  await expect.poll(() => names.join()).toContain('FeedbackBarActions');
  await expect.poll(() => names.join()).toContain('FeedbackBarDetails');
  await expect.poll(() => names.join()).toContain('DetailsSheet');
  for (const route of held) await route.continue();
  await page.unroute('**/*.js');
  await expect(page.getByRole('dialog', { name: 'What went wrong?' })).toBeVisible();
  await context.close();
});

test('details that arrive late do not take focus from a composer in which the user writes', async ({
  page,
}) => {
  await page.goto(served.url);
  await page.waitForLoadState('networkidle');
  const arrive = await hold(page, '**/*.js');
  await bad(page, 'popover').click();
  await page.evaluate(() => {
    const composer = document.createElement('textarea');
    composer.ariaLabel = 'Composer';
    document.querySelector('nav')?.append(composer);
  });
  const composer = page.getByRole('textbox', { name: 'Composer' });
  await composer.click();
  await composer.pressSequentially('And an');
  await arrive();
  await expect(page.getByRole('dialog', { name: 'What went wrong?' })).toBeVisible();
  await page.keyboard.type('other question');
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('And another question');
});

test('details that arrive late get focus from a user who waits for them', async ({ page }) => {
  await page.goto(served.url);
  await page.waitForLoadState('networkidle');
  const arrive = await hold(page, '**/*.js');
  await bad(page, 'popover').focus();
  await page.keyboard.press('Enter');
  await arrive();
  await expect(page.getByRole('checkbox', { name: 'Not correct' })).toBeFocused();
});

test('without the code of the actions, the bar says what became of a press, and a second press undoes it', async ({
  page,
}) => {
  await page.goto(served.url);
  await page.waitForLoadState('networkidle');
  await page.route('**/*.js', (route) => route.fulfill({ status: 404 }));
  const answer = page.getByRole('article', { name: 'popover' });
  const like = answer.getByRole('button', { name: 'Good response' });
  await like.click();
  await expect(answer.getByRole('status')).toHaveText('Thanks for your feedback.');
  await like.click();
  await expect(like).toHaveAttribute('aria-pressed', 'false');
  await expect(answer.getByRole('status')).toHaveText('Rating removed.');
  const errors = await page.evaluate(() => (window as unknown as { errors: { code: string }[] }).errors);
  expect(errors.map(({ code }) => code)).toContain('network');
});

function bad(page: Page, surface: string) {
  return page.getByRole('article', { name: surface }).getByRole('button', { name: 'Bad response' });
}

/** Holds back what the page asks for. @returns a function that lets it arrive */
async function hold(page: Page, pattern: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  await page.route(pattern, (route) => void held.push(route));
  return async () => {
    await page.unroute(pattern);
    for (const route of held) await route.continue();
  };
}
