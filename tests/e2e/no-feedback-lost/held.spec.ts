import { expect } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { like, status } from '../rating-page.ts';
import { oneOrAll } from '../sample.ts';
import { test } from './test.ts';

/** What a browser fires when the user comes back to the page. The host's code does nothing. */
const RETURNS: Readonly<Record<string, () => void>> = {
  focus: () => void window.dispatchEvent(new Event('focus')),
  visibilitychange: () => void document.dispatchEvent(new Event('visibilitychange')),
  pageshow: () => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
};

const returns = Object.entries(RETURNS);
for (const [event, fire] of oneOrAll('return to the page', returns)) {
  test(`a rating held without a session is sent once, by ${event}, when the session is back`, async ({
    context,
    gateway,
    message,
  }) => {
    const dify = emulatedDify();
    const page = await context.newPage();
    const read = page.waitForResponse(/\/api\/message-feedback\?/);
    await page.goto(message.address);
    await read;
    await expect(like(page)).toBeVisible();
    const session = await context.cookies();
    await context.clearCookies();
    await like(page).click();
    await expect(status(page, 'Sign in again to send it.')).toBeVisible();
    await page.evaluate(fire);
    await expect.poll(() => gateway.posts()).toBe(2);
    await expect(status(page, 'Sign in again to send it.')).toBeVisible();
    expect(await dify.feedbackOf(message.id)).toEqual([]);

    await context.addCookies(session);
    await page.evaluate(fire);
    await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);
    await expect(page.locator('[data-delivery]')).toHaveCount(0);
    expect(gateway.posts()).toBe(3);
  });
}
