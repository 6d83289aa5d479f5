import { expect, type Page } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { complain, journalKeys, like, status } from '../rating-page.ts';
import { engines } from '../sample.ts';
import { NOT_BEFORE_A_MINUTE } from './gateway.ts';
import { askFor, type Message, open, test } from './test.ts';

const DAY = 24 * 60 * 60 * 1_000;

test('feedback given offline arrives as soon as the browser is online again', {
  tag: engines('a network that returns'),
}, async ({ context, gateway, message }) => {
  const dify = emulatedDify();
  await context.clock.install();
  const page = await open(context, message);
  await like(page).click();
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  await context.setOffline(true);
  await like(page).click();
  await expect(status(page, 'Not sent yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  expect(gateway.posts()).toBe(1);

  // Timers are stopped, so no retry is due: the `online` event causes the request.
  await context.clock.pauseAt(Date.now() + 60_000);
  // An attempt that started offline would leave the next one to a timer.
  const attempts = () => page.evaluate(async () => (await navigator.locks.query()).held?.length);
  await expect.poll(attempts).toBe(0);
  await context.setOffline(false);
  await expect.poll(() => dify.feedbackOf(message.id)).toEqual([]);
  await expect(status(page, 'Not sent yet.')).toBeHidden();
});

test('a rating, a comment and a changed rating from a day offline arrive the next day', async ({
  context,
  gateway,
}) => {
  const dify = emulatedDify();
  const rated = await askFor(context, gateway);
  const complained = await askFor(context, gateway);
  const undone = await askFor(context, gateway);
  const pages = new Map<Message, Page>();
  for (const message of [rated, complained, undone]) {
    const page = await openAsOf(DAY, context.newPage(), message);
    // Loads the code of the form, which cannot be loaded offline.
    await page.getByRole('button', { name: 'Bad response' }).click();
    await page.getByRole('dialog', { name: 'What went wrong?' }).waitFor();
    await page.keyboard.press('Escape');
    if (message !== undone) await page.getByRole('button', { name: 'Bad response' }).click();
    await expect(page.locator('[data-delivery]')).toHaveCount(0);
    pages.set(message, page);
  }
  await expect.poll(() => dify.feedbackOf(undone.id)).toHaveLength(1);

  await context.setOffline(true);
  await like(pageOf(rated)).click();
  await complain(pageOf(complained), 'No leaves.');
  await pageOf(undone).getByRole('button', { name: 'Bad response' }).click();
  for (const page of pages.values()) await page.close({ runBeforeUnload: false });

  await context.setOffline(false);
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
  const before = await openAsOf(8 * DAY, context.newPage(), message);
  await expect(like(before)).toBeVisible();
  const refused = gateway.fail(NOT_BEFORE_A_MINUTE);
  await like(before).click();
  await refused;
  await before.close({ runBeforeUnload: false });

  gateway.heal();
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
 * The message's page in the past. Only the page's clock is moved, not the server's: feedback given
 * in the past has an old stamp, and the server's clock is correct.
 */
async function openAsOf(ageMs: number, opened: Promise<Page>, { address }: Message): Promise<Page> {
  const page = await opened;
  await page.addInitScript((age) => {
    const { now } = Date;
    Date.now = () => now() - age;
  }, ageMs);
  await page.goto(address);
  return page;
}
