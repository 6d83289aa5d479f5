import { expect, test } from '@playwright/test';
import { serveEverySurface } from './everybody/serve-every-surface.ts';

// The page sets no color-scheme, so it stays light.
test('a page without a theme keeps its light details on a dark system', async ({ page }) => {
  const served = await serveEverySurface();
  await page.goto(served.url);
  await page.getByRole('article', { name: 'popover' }).getByRole('button', { name: 'Bad response' }).click();
  const details = page.getByRole('dialog');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(details).toHaveCSS('background-color', 'color(srgb 1 1 1)');
    await expect(details).toHaveCSS('color', 'rgb(0, 0, 0)');
  }
  await served.close();
});
