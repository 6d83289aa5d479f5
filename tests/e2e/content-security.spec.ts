import { expect, type Page, test } from '@playwright/test';
import { serveEverySurface } from './everybody/serve-every-surface.ts';
import type { ServedPage } from './everybody/serve-folder.ts';
import { oneOrAll } from './sample.ts';

const SURFACES = ['popover', 'sheet', 'inline'];

let served: ServedPage;
test.beforeAll(async () => {
  served = await serveEverySurface();
});
test.afterAll(() => served.close());

test('a strict content security policy with Trusted Types blocks nothing, on any surface, in any language or theme', async ({
  page,
}) => {
  const told = await listen(page);
  await page.goto(served.url);

  for (const surface of oneOrAll('surface under a policy', SURFACES)) {
    const answer = page.getByRole('article', { name: surface });
    await answer.getByRole('button', { name: 'Good response' }).click();
    await answer.getByRole('button', { name: 'Undo' }).click();
    await answer.getByRole('button', { name: 'Bad response' }).click();
    if (surface === 'inline') await answer.getByRole('button', { name: 'Add details' }).click();
    await complain(page);
    await expect(answer.getByRole('status')).toHaveText('Thanks for your feedback.');
    await answer.getByRole('button', { name: 'Edit details' }).click();
    await page.keyboard.press('Escape');
  }

  await page.getByRole('button', { name: 'View details' }).click();
  await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('No.');
  await page.getByRole('button', { name: 'Close' }).click();

  await page.evaluate(failUntilRetry);
  const popover = page.getByRole('article', { name: 'popover' });
  await popover.getByRole('button', { name: 'Good response' }).click();
  await popover.getByRole('button', { name: 'Retry' }).click();

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Other theme' }).click();
  for (const language of ['Deutsch', 'العربية']) {
    await page.getByRole('button', { name: language }).click();
    const dislike = page.getByRole('article', { name: 'popover' }).locator('button[data-rating="dislike"]');
    await dislike.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await dislike.click();
  }

  expect(await told()).toEqual([]);
  // And it would have been heard.
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await expect.poll(told).toContainEqual(expect.stringContaining('style-src'));
});

/** Reasons, one of one's own, a comment and Send. */
async function complain(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Incomplete' }).check();
  await page.getByRole('textbox', { name: 'Your own reason' }).pressSequentially('Polite');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('textbox', { name: 'Comment' }).pressSequentially('Two.');
  await page.getByRole('button', { name: 'Send' }).click();
}

/** What the policy has refused and what the console has warned of, since the page came up. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const console: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) console.push(message.text());
  });
  page.on('pageerror', (error) => console.push(error.message));
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      violations.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });
  return async () => [
    ...console,
    ...(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)),
  ];
}

/**
 * In the page: attempts fail until the user presses Retry. The first five follow at once, because
 * Retry is then offered; a delay is a random part of its maximum.
 */
function failUntilRetry(): void {
  const { submit } = window as unknown as {
    submit: { received: unknown[]; failAlways(code: string | null): void };
  };
  const before = submit.received.length;
  Math.random = () => (submit.received.length - before < 5 ? 0 : 0.999);
  submit.failAlways('network');
  const heal = ({ target }: Event) => {
    if ((target as Element).textContent === 'Retry') submit.failAlways(null);
  };
  document.addEventListener('click', heal, { capture: true });
}
