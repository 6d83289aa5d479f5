import { expect, test } from '@playwright/test';
import { serveEverySurface } from './everybody/serve-every-surface.ts';

// Vite compiles light-dark() to variables for browsers without it. The page sets no color-scheme.
test('a build for older browsers keeps its light and dark colours', async ({ page }) => {
  const served = await serveEverySurface();
  await page.goto(served.url);
  await page.getByRole('article', { name: 'popover' }).getByRole('button', { name: 'Bad response' }).click();
  const details = page.getByRole('dialog');
  await expect(details).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(details).toHaveCSS('color', 'rgb(27, 31, 39)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(details).toHaveCSS('background-color', 'rgb(35, 39, 47)');
  await expect(details).toHaveCSS('color', 'rgb(236, 239, 244)');
  await served.close();
});
