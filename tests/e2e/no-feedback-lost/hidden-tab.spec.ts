import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { freePort } from '../../../packages/proxy/test/crash/free-port.ts';
import { windowedChromiumLaunch } from '../../../scripts/browsers.mjs';
import { emulatedDify } from '../emulated-dify.ts';
import { like, status } from '../rating-page.ts';
import type { Gateway } from './gateway.ts';
import { askFor, type Message, open, test } from './test.ts';

test.describe('a hidden tab', { tag: '@chromium' }, () => {
  test('delivers after an outage by its own timer, although the browser throttles it', async ({
    gateway,
  }) => {
    await inBrowserThatHides(gateway, async ({ context, dify, message, tab }) => {
      await expect(like(tab)).toBeVisible();

      const refused = gateway.fail({ response: { status: 503 } });
      await like(tab).click();
      const front = await context.newPage();
      await front.bringToFront();
      expect(await tab.evaluate(() => document.visibilityState)).toBe('hidden');
      await refused;
      // And again, while hidden.
      await gateway.fail({ response: { status: 503 } });
      gateway.heal();
      await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);
      expect(await tab.evaluate(() => document.visibilityState)).toBe('hidden');
    });
  });

  test('sends a held rating once when the user comes back from the tab of the sign-in', async ({
    gateway,
  }) => {
    await inBrowserThatHides(gateway, async ({ context, dify, message, tab }) => {
      const refused = gateway.fail({ signedOut: true });
      await like(tab).click();
      await refused;
      await expect(status(tab, 'Sign in again to send it.')).toBeVisible();

      const signIn = await context.newPage();
      await signIn.bringToFront();
      await expect.poll(() => tab.evaluate(() => document.visibilityState)).toBe('hidden');
      gateway.heal();
      const posts = gateway.posts();
      await tab.bringToFront();
      await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);
      await expect(tab.locator('[data-delivery]')).toHaveCount(0);
      expect(gateway.posts()).toBe(posts + 1);
    });
  });
});

/**
 * Playwright keeps all of its tabs visible. Over a connection without its defaults, the tabs behave
 * as in a normal browser: one hides another. The user has asked in one of them.
 */
async function inBrowserThatHides(gateway: Gateway, run: (page: RatingTab) => Promise<void>): Promise<void> {
  const launchOptions = windowedChromiumLaunch() ?? {};
  const port = await freePort();
  const args = [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`];
  const browser = await chromium.launch({ ...launchOptions, args });
  try {
    const connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
    const [context] = connection.contexts();
    if (!context) throw new Error('The browser has no context of its own.');
    const message = await askFor(context, gateway);
    await run({ context, message, dify: emulatedDify(), tab: await open(context, message) });
    await connection.close();
  } finally {
    await browser.close();
  }
}

interface RatingTab {
  readonly context: BrowserContext;
  readonly dify: ReturnType<typeof emulatedDify>;
  readonly message: Message;
  readonly tab: Page;
}
