import { type BrowserContext, expect, type Page } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { dislike, journalKeys, like } from '../rating-page.ts';
import { engines, sharedOut } from '../sample.ts';
import { type Message, pressAndHang, test } from './test.ts';

/** APIs that browsers may lack. Runs in the page before any other script. */
const LACKS: Record<string, (() => void) | null> = {
  'Web Locks and channels': null,
  'no Web Locks': () => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  },
  'storage events alone': () => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    Reflect.deleteProperty(window, 'BroadcastChannel');
  },
};

const lacksOf = sharedOut('tabs', Object.entries(LACKS));

for (const [name, lack] of lacksOf(0)) {
  test(`tabs with ${name} show each other’s presses without the server and without a timer`, async ({
    context,
    gateway,
    message,
  }) => {
    if (lack) await context.addInitScript(lack);
    await context.clock.install();
    const tabs = await Promise.all([1, 2, 3].map(() => openQuiet(context, message)));
    const [here, ...others] = tabs as [Page, Page, Page];
    // From here on no timer fires, so the tabs can only learn from each other.
    await context.clock.pauseAt(Date.now() + 60_000);
    await Promise.all([gateway.fail({ response: { status: 503 } }), like(here).click()]);
    for (const there of others) await expect(like(there)).toHaveAttribute('aria-pressed', 'true');
    await dislike(others[1] as Page).click();
    for (const there of [here, others[0] as Page]) {
      await expect(dislike(there)).toHaveAttribute('aria-pressed', 'true');
    }
  });
}

for (const [name, lack] of lacksOf(1)) {
  test(`tabs with ${name} agree after different presses at the same moment`, {
    tag: engines('tabs'),
  }, async ({ context, message }) => {
    if (lack) await context.addInitScript(lack);
    const dify = emulatedDify();
    const [one, other] = await Promise.all([1, 2].map(() => openQuiet(context, message)));
    if (!one || !other) throw new Error('There are no two tabs.');
    await Promise.all([press(one, 'like', 3), press(other, 'dislike', 3)]);
    await expect(one.locator('[data-delivery]')).toHaveCount(0);
    await expect(other.locator('[data-delivery]')).toHaveCount(0);

    const shown = await shownBy(one);
    await expect.poll(() => shownBy(other)).toEqual(shown);
    await expect
      .poll(async () => (await dify.feedbackOf(message.id)).map(({ rating }) => rating))
      .toEqual(shown);
    await one.reload();
    await expect(like(one)).toHaveAttribute('aria-pressed', String(shown[0] === 'like'));
    await expect(dislike(one)).toHaveAttribute('aria-pressed', String(shown[0] === 'dislike'));
  });
}

for (const [name, lack] of lacksOf(2)) {
  test(`tabs with ${name} send the unsent feedback of a killed tab`, async ({
    context,
    gateway,
    message,
  }) => {
    if (lack) await context.addInitScript(lack);
    const dify = emulatedDify();
    const [here, there] = await Promise.all([1, 2].map(() => openQuiet(context, message)));
    if (!here || !there) throw new Error('There are no two tabs.');
    await pressAndHang(here, gateway);
    await here.close({ runBeforeUnload: false });
    await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);
    await expect(like(there)).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => journalKeys(there)).toEqual([]);
  });
}

/** Opens a page and waits until it has taken the saved feedback, from which it knows its user. */
async function openQuiet(context: BrowserContext, { address }: Message): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(noteRead);
  await page.goto(address);
  await expect.poll(() => page.evaluate(() => 'hasRead' in window)).toBe(true);
  return page;
}

/**
 * In the page: sets `hasRead` a task after the page has the body of a read, so it has handled it. A
 * busy page has the body long after the network. Timers may be stopped.
 */
function noteRead(): void {
  const { json } = Response.prototype;
  Response.prototype.json = async function () {
    const body = await json.call(this);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => Object.assign(window, { hasRead: true });
    if (this.url.includes('/api/message-feedback')) port2.postMessage(null);
    return body;
  };
}

/** Presses inside the page, faster than a driver can. */
function press(page: Page, rating: string, times: number): Promise<void> {
  return page.evaluate(
    async ({ rating, times }) => {
      const button = document.querySelector<HTMLButtonElement>(`button[data-rating="${rating}"]`);
      for (let time = 0; time < times; time++) {
        button?.click();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    { rating, times },
  );
}

const shownBy = (page: Page) =>
  page
    .locator('[aria-pressed="true"]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-rating')));
