import { expect, type Page, type Route, test } from '@playwright/test';
import { serveEverySurface } from './everybody/serve-every-surface.ts';
import type { ServedPage } from './everybody/serve-folder.ts';

let served: ServedPage;
test.beforeAll(async () => {
  served = await serveEverySurface();
});
test.afterAll(() => served.close());

test('on touch, the details load together with the actions, not after them', { tag: '@chromium' }, async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const arrive = await hold(page, ACTIONS);
  await page.goto(served.url);
  await bad(page, 'sheet').tap();
  await expect.poll(() => asked.join()).toContain('FeedbackBarDetails');
  await expect.poll(() => asked.join()).toContain('DetailsSheet');
  await arrive();
  await expect(page.getByRole('dialog', { name: 'What went wrong?' })).toBeVisible();
  await context.close();
});

test('details that arrive late do not take focus from a composer in which the user writes', async ({
  page,
}) => {
  const arrive = await hold(page, ACTIONS);
  await page.goto(served.url);
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
  const arrive = await hold(page, ACTIONS);
  await page.goto(served.url);
  await bad(page, 'popover').focus();
  await page.keyboard.press('Enter');
  await arrive();
  await expect(page.getByRole('checkbox', { name: 'Not correct' })).toBeFocused();
});

test('without the code of the actions, the bar shows the result of a press, and a second press undoes it', async ({
  page,
}) => {
  await page.route(ACTIONS, (route) => route.fulfill({ status: 404 }));
  await page.goto(served.url);
  const answer = page.getByRole('article', { name: 'popover' });
  const like = answer.getByRole('button', { name: 'Good response' });
  await like.click();
  await expect(answer.getByRole('status')).toHaveText('Thanks for your feedback.');
  await like.click();
  await expect(like).toHaveAttribute('aria-pressed', 'false');
  await expect(answer.getByRole('status')).toHaveText('Rating removed.');
  const codes = () =>
    page.evaluate(() => (window as unknown as { errors: { code: string }[] }).errors.map(({ code }) => code));
  await expect.poll(codes).toContain('network');
});

// Firefox does not ask again for a module that it could not load once, so there they never open.
test('details whose code cannot load do not open by themselves when the network is back', {
  tag: '@chromium',
}, async ({ page }) => {
  let isBack = false;
  for (const code of [ACTIONS, '**/FeedbackBarDetails*.js', '**/DetailsPopover*.js'])
    await page.route(code, (route) => (isBack ? route.continue() : route.abort('internetdisconnected')));
  await page.goto(served.url);
  const answer = page.getByRole('article', { name: 'popover' });
  await bad(page, 'popover').hover();
  await bad(page, 'popover').click();
  await expect(answer.getByRole('status')).toHaveText('Thanks for your feedback.');
  isBack = true;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await answer.getByRole('button', { name: 'Add details' }).waitFor();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await answer.getByRole('button', { name: 'Add details' }).click();
  await expect(page.getByRole('dialog', { name: 'What went wrong?' })).toBeVisible();
});

/** The code without which nothing but the thumbs and the status works. */
const ACTIONS = '**/FeedbackBarActions*.js';

function bad(page: Page, surface: string) {
  return page.getByRole('article', { name: surface }).getByRole('button', { name: 'Bad response' });
}

/** Holds back what the page asks for. @returns a function that lets it arrive */
async function hold(page: Page, pattern: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isOpen = false;
  await page.route(pattern, (route) => {
    if (isOpen) return route.continue();
    held.push(route);
  });
  return async () => {
    isOpen = true;
    for (const route of held) await route.continue();
  };
}
