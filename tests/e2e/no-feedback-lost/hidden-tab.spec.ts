import { type Browser, type BrowserContext, chromium, expect } from '@playwright/test';
import { freePort } from '../../../packages/proxy/test/crash/free-port.ts';
import { windowedChromiumLaunch } from '../../../scripts/browsers.mjs';
import { emulatedDify } from '../emulated-dify.ts';
import { like, status } from '../rating-page.ts';
import { askFor, open, test } from './test.ts';

test.describe('a hidden tab', { tag: '@chromium' }, () => {
  // In one worker, so that both use one browser.
  test.describe.configure({ mode: 'default' });

  let browser: Browser;
  let context: BrowserContext;
  test.beforeAll(async () => {
    ({ browser, context } = await startBrowserThatHides());
  });
  test.afterAll(() => browser.close());

  test('delivers after an outage by its own timer, although the browser throttles it', async ({
    gateway,
  }) => {
    const dify = emulatedDify();
    const message = await askFor(context, gateway);
    const tab = await open(context, message);
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

  test('sends a held rating once when the user comes back from the tab of the sign-in', async ({
    gateway,
  }) => {
    const dify = emulatedDify();
    const message = await askFor(context, gateway);
    const tab = await open(context, message);
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

/**
 * Playwright keeps all of its tabs visible. Over a connection without its defaults, the tabs behave
 * as in a normal browser: one hides another.
 */
async function startBrowserThatHides(): Promise<{ browser: Browser; context: BrowserContext }> {
  const launchOptions = windowedChromiumLaunch() ?? {};
  const port = await freePort();
  const args = [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`];
  const browser = await chromium.launch({ ...launchOptions, args });
  const connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = connection.contexts();
  if (!context) throw new Error('The browser has no context of its own.');
  return { browser, context };
}
