import { expect, type Page, test } from '@playwright/test';
import type { ServedPage } from './everybody/serve-folder.ts';
import { engines, oneOrAll } from './sample.ts';
import { serveStreamed } from './streamed/serve-streamed.ts';

/** A normal run draws one of React's versions, as each of them needs a build of its own. */
const VERSIONS = [18, 19] as const;
const versions = oneOrAll('React version of the streamed page', VERSIONS);

const served = new Map<18 | 19, ServedPage>();
test.beforeAll(async () => {
  for (const version of versions) served.set(version, await serveStreamed(version));
});
test.afterAll(async () => {
  for (const page of served.values()) await page.close();
});

for (const version of versions) {
  test(`a page that React ${version} streams can be rated before its second half has come, and that half when it has`, async ({
    page,
  }) => {
    const url = served.get(version)?.url ?? '';
    const told = listen(page);
    await page.goto(`${url}/held`, { waitUntil: 'commit' });
    await expect(page.getByText('There is more to come.')).toBeVisible();
    await press(page, 'message-0', 'Good response');
    await expect(row(page, 'message-150')).toHaveCount(0);

    await page.evaluate(() => fetch('/let-go'));
    await press(page, 'message-150', 'Good response');
    await expect(page.getByRole('group', { name: 'Rate this response' })).toHaveCount(200);
    await expect.poll(() => sent(page)).toEqual(['message-0 like', 'message-150 like']);
    expect(told).toEqual([]);
  });
}

for (const version of versions) {
  test(`a page that React ${version} streams shows what the host knew from the first byte on, and in each row its own`, async ({
    page,
  }) => {
    const url = served.get(version)?.url ?? '';
    const told = listen(page);
    const html = await (await page.request.get(url)).text();
    expect(html.match(/aria-label="Bad response" aria-pressed="true"/g)).toHaveLength(20);
    await page.addInitScript(countChanges);
    await page.goto(url);
    // Hydrated, as it reacts.
    await press(page, 'message-1', 'Good response');
    await expect.poll(() => sent(page)).toEqual(['message-1 like']);
    await expect(page.locator('[data-rating="dislike"][aria-pressed="true"]')).toHaveCount(20);
    expect(await page.evaluate(() => (window as unknown as { changed: string[] }).changed)).toEqual([
      'Good response',
    ]);
    expect(told).toEqual([]);
  });
}

for (const version of versions) {
  test(`a page that React ${version} streams hydrates as it was rendered though something is unsent, then shows it and sends it once`, {
    tag: engines('a page hydrated late'),
  }, async ({ page }) => {
    const url = served.get(version)?.url ?? '';
    const told = listen(page);
    await page.goto(`${url}/down`);
    await press(page, 'message-7', 'Good response');
    await press(page, 'message-107', 'Good response');
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(2);

    await page.goto(url);
    for (const message of ['message-7', 'message-107']) {
      await expect(row(page, message).getByRole('button', { name: 'Good response' })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
    }
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
    expect(await sent(page)).toEqual(['message-107 like', 'message-7 like']);
    expect(told).toEqual([]);
  });
}

const row = (page: Page, message: string) => page.getByRole('article', { name: message, exact: true });

async function press(page: Page, message: string, name: string): Promise<void> {
  const button = row(page, message).getByRole('button', { name });
  // A press before a row is hydrated does nothing, as with every part of such a page.
  await expect(row(page, message)).toHaveAttribute('data-hydrated');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

/** Every submission that has left the page, by message. */
function sent(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { submit } = window as unknown as { submit: { received: Sent[] } };
    return submit.received.map(({ message, feedback }) => `${message.messageId} ${feedback.rating}`).sort();
  });
}

interface Sent {
  readonly message: { readonly messageId: string };
  readonly feedback: { readonly rating: string };
}

/** What the console is told of hydration, StrictMode and anything else. */
function listen(page: Page): string[] {
  const told: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) told.push(message.text());
  });
  page.on('pageerror', (error) => told.push(error.message));
  return told;
}

/** In the page, before anything else: notes each change of what is pressed. */
function countChanges(): void {
  const changed: string[] = [];
  Object.assign(window, { changed });
  new MutationObserver((records) => {
    for (const { target } of records) changed.push((target as Element).ariaLabel ?? '');
  }).observe(document, { subtree: true, attributeFilter: ['aria-pressed'] });
}
