import { expect, type Page } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { dislike, journalEntries, journalKeys, like, status } from '../rating-page.ts';
import { engines, oneOrAll } from '../sample.ts';
import { type Message, open, pressAndBeRefused, test } from './test.ts';

const cases = Object.entries({
  'without storage': openWithoutStorage,
  'with full storage': openWithFullStorage,
});
for (const [name, openPage] of oneOrAll('storage', cases)) {
  test(`${name} everything works, with one warning`, { tag: engines(name) }, async ({ context, message }) => {
    const page = await context.newPage();
    const heard = listen(page);
    await openPage(page, message);
    await rateTwice(page, message);
    expect(heard).toEqual([expect.stringContaining('storage is blocked or full')]);
  });
}

test('a damaged journal is cleared and blocks nothing', async ({ context, gateway, message }) => {
  const before = await open(context, message);
  await pressAndBeRefused(before, gateway);
  const [[key, whole] = ['', '']] = Object.entries(await journalEntries(before));
  expect(whole).not.toBe('');
  const parts = key.split(':');
  const [scope, stamp, id] = [parts.slice(0, -2).join(':'), ...parts.slice(-2)];
  // What is not an object is removed. Objects may be from newer code, and are left alone.
  const ofNewerCode = {
    [`${scope}:${stamp}:${id}-1`]: '{"message":{}}',
    [`${scope}:${stamp}:${id}-2`]: '{"message":null,"feedback":7}',
    [`${scope}:not-a-stamp:${id}`]: whole,
    [`${scope}:draft:${id}`]: whole,
  };
  const damaged = {
    [`${scope}:${stamp}:${id}-3`]: '',
    [`${scope}:${stamp}:${id}-4`]: '{',
    [`${scope}:${stamp}:${id}-5`]: 'null',
    [key]: whole.slice(0, -5),
  };
  await before.evaluate(
    (entries) => {
      for (const [each, value] of entries) localStorage.setItem(each, value);
    },
    Object.entries({ ...ofNewerCode, ...damaged, [scope]: whole }),
  );
  await before.close({ runBeforeUnload: false });

  gateway.heal();
  const page = await context.newPage();
  const heard = listen(page);
  await page.goto(message.address);
  await expect(like(page)).toBeVisible();
  await rateTwice(page, message);
  await expect.poll(async () => (await journalKeys(page)).sort()).toEqual(Object.keys(ofNewerCode).sort());
  expect(heard).toEqual([]);
});

async function openWithoutStorage(page: Page, { address }: Message): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  await page.goto(address);
}

async function openWithFullStorage(page: Page, { address }: Message): Promise<void> {
  await page.goto(address);
  await expect(like(page)).toBeVisible();
  const characters = await page.evaluate(() => {
    let written = 0;
    for (let size = 2 ** 22; size >= 1; ) {
      try {
        // One key per piece, because a longer value would be rewritten whole.
        localStorage.setItem(`full-${written}`, 'x'.repeat(size));
        written += size;
      } catch {
        size /= 2;
      }
    }
    return written;
  });
  expect(characters).toBeGreaterThan(1_000_000);
}

async function rateTwice(page: Page, { id }: Message): Promise<void> {
  const dify = emulatedDify();
  await like(page).click();
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  await expect.poll(() => dify.feedbackOf(id)).toMatchObject([{ rating: 'like' }]);
  await dislike(page).click();
  await expect.poll(() => dify.feedbackOf(id)).toMatchObject([{ rating: 'dislike' }]);
  await expect(page.locator('[data-delivery]')).toHaveCount(0);
}

/** Collects the warnings and errors of a page. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (entry) => {
    if (entry.type() === 'warning' || entry.type() === 'error') heard.push(entry.text());
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  return heard;
}
