import { type BrowserContext, expect, type Page } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { complain, journalKeys, like, status } from '../rating-page.ts';
import { engines } from '../sample.ts';
import type { Gateway } from './gateway.ts';
import { askFor, attempts, type Message, open, pressAndBeRefused, test } from './test.ts';

const DAY = 24 * 60 * 60 * 1_000;

test('feedback given offline arrives as soon as the browser is online again', {
  tag: engines('a network that returns'),
}, async ({ context, gateway, message }) => {
  const dify = emulatedDify();
  await context.clock.install();
  const page = await open(context, message);
  await like(page).click();
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  // More than one if the page's clock, which follows real time with a delay, had to be corrected first.
  const posts = gateway.posts();
  await context.setOffline(true);
  await like(page).click();
  await expect(status(page, 'Not sent yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  expect(gateway.posts()).toBe(posts);

  // Timers are stopped, so no retry is due: the `online` event causes the request.
  await context.clock.pauseAt(Date.now() + 60_000);
  // An attempt that started offline would leave the next one to a timer.
  await expect.poll(() => attempts(page)).toBe(0);
  await context.setOffline(false);
  await expect.poll(() => dify.feedbackOf(message.id)).toEqual([]);
  await expect(status(page, 'Not sent yet.')).toBeHidden();
});

test('a rating from the day before, a comment and a changed rating arrive after the browser was offline', async ({
  context,
  gateway,
}) => {
  const dify = emulatedDify();
  const rated = await askFor(context, gateway);
  const complained = await askFor(context, gateway);
  const undone = await askFor(context, gateway);
  const pages = new Map<Message, Page>();
  for (const message of [rated, complained, undone]) {
    const page = await open(context, message);
    pages.set(message, page);
    if (message === rated) continue;
    // Loads the code of the form, which cannot be loaded offline.
    await page.getByRole('button', { name: 'Bad response' }).click();
    await page.getByRole('dialog', { name: 'What went wrong?' }).waitFor();
    await page.keyboard.press('Escape');
    if (message === complained) await page.getByRole('button', { name: 'Bad response' }).click();
    await expect(page.locator('[data-delivery]')).toHaveCount(0);
  }
  await expect.poll(() => dify.feedbackOf(undone.id)).toHaveLength(1);

  await context.setOffline(true);
  await like(pageOf(rated)).click();
  await complain(pageOf(complained), 'No leaves.');
  await pageOf(undone).getByRole('button', { name: 'Bad response' }).click();
  for (const page of pages.values()) await page.close({ runBeforeUnload: false });

  await context.setOffline(false);
  // The other two were rated before, today.
  await ageJournal(context, gateway, DAY, [rated]);
  const next = await open(context, rated);
  await expect(like(next)).toHaveAttribute('aria-pressed', 'true');
  // One page sends the feedback of all messages, whatever it shows.
  await expect
    .poll(() => Promise.all([rated, complained, undone].map(({ id }) => dify.feedbackOf(id))))
    .toMatchObject([[{ rating: 'like' }], [{ rating: 'dislike' }], []]);
  expect((await dify.feedbackOf(complained.id))[0]?.content).toContain('No leaves.');

  function pageOf(message: Message): Page {
    const page = pages.get(message);
    if (!page) throw new Error('There is no page of this message.');
    return page;
  }
});

test('feedback that is eight days old is not sent', async ({ context, gateway, message }) => {
  const dify = emulatedDify();
  const before = await open(context, message);
  // A press from before the page knows the proxy's time cannot be dated, so it would be kept longer.
  await expect
    .poll(() => before.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith('clock'))))
    .toBe(true);
  await pressAndBeRefused(before, gateway);
  await before.close({ runBeforeUnload: false });

  gateway.heal();
  await ageJournal(context, gateway, 8 * DAY, [message]);
  const page = await open(context, message);
  await expect.poll(() => journalKeys(page)).toEqual([]);
  await expect(like(page)).toHaveAttribute('aria-pressed', 'false');
  // A later press shows that the engine has loaded, and it would have sent the older feedback
  // first.
  await page.getByRole('button', { name: 'Bad response' }).click();
  await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'dislike' }]);
  expect(gateway.posts()).toBe(1);
});

/**
 * Makes what the journal has of these messages older, as if the user had pressed that long ago.
 * Stamps are in the proxy's time, so moving the page's clock would change nothing. Call it while no
 * chat page is open: a page would remove an entry that is older than its own.
 */
async function ageJournal(
  context: BrowserContext,
  gateway: Gateway,
  ageMs: number,
  messages: readonly Message[],
): Promise<void> {
  const image = await context.newPage();
  await image.goto(`${gateway.url}/favicon.svg`);
  const all = await journalKeys(image);
  const keys = all.filter((key) => messages.some(({ id }) => key.includes(id)));
  expect(keys).toHaveLength(messages.length);
  await image.evaluate(
    ([each, age]) => {
      const older = (text: string) =>
        text
          .replace(/\d{15}(?=-)/g, (ms) => String(Number(ms) - age).padStart(15, '0'))
          .replace(/(?<="pressedAt":)\d+/g, (ms) => String(Number(ms) - age));
      for (const key of each) {
        localStorage.setItem(older(key), older(localStorage.getItem(key) ?? ''));
        localStorage.removeItem(key);
      }
    },
    [keys, ageMs] as const,
  );
  await image.close();
}
