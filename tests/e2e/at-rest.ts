import type { Page } from '@playwright/test';

/** Waits for the animations under way. Firefox cannot be told to leave them out. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
}
