import { randomUUID } from 'node:crypto';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { demoOfFile } from '../demos.ts';
import { like } from '../rating-page.ts';
import { createGateway, type Gateway, NOT_BEFORE_A_MINUTE } from './gateway.ts';

/** A test with its own network and an answer to rate. */
export const test = base.extend<{ gateway: Gateway; message: Message }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright requires a pattern even if no fixture is used.
  gateway: async ({}, use) => {
    const gateway = await createGateway(demoOfFile(test.info().file).chat);
    await use(gateway);
    gateway.heal();
    await gateway.close();
  },
  message: async ({ context, gateway }, use) => {
    await use(await askFor(context, gateway));
  },
});

export interface Message {
  readonly id: string;
  /** The URL of the page that shows it. */
  readonly address: string;
}

/** Asks a question without a page, in the session of the context. */
export async function askFor(context: BrowserContext, gateway: Gateway): Promise<Message> {
  await context.request.get(gateway.url);
  const response = await context.request.post(`${gateway.url}/api/chat`, {
    data: { conversationId: null, question: `Thanks! (${randomUUID().slice(0, 8)})` },
  });
  const [, conversation = '', id = ''] =
    /"conversationId":"([^"]+)","messageId":"([^"]+)"/.exec(await response.text()) ?? [];
  expect(id).not.toBe('');
  return { id, address: `${gateway.url}/c/${conversation}` };
}

export async function open(context: BrowserContext, { address }: Message): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/**
 * Presses thumbs-up, and waits until the page has read a response that tells it to wait a minute.
 * Until then, the page would send once more while it is closed.
 */
export async function pressAndBeRefused(page: Page, gateway: Gateway): Promise<void> {
  const refused = gateway.fail(NOT_BEFORE_A_MINUTE);
  await like(page).click();
  await refused;
  await expect.poll(() => attempts(page)).toBe(0);
}

/** How many attempts to send are under way. Each has requested a lock, and waits for it at first. */
export function attempts(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return held.length + pending.length;
  });
}

/**
 * Presses thumbs-up in a task that never ends: it blocks on a synchronous request, so no later task
 * runs.
 */
export async function pressAndHang(page: Page, gateway: Gateway): Promise<void> {
  const reached = gateway.fail({ method: 'GET', path: /^\/pressed$/, place: 'before the server' });
  like(page)
    .evaluate((button: HTMLElement) => {
      button.click();
      const request = new XMLHttpRequest();
      request.open('GET', '/pressed', false);
      request.send();
    })
    // The task ends with its page.
    .catch(() => {});
  await reached;
}
