import { type BrowserContext, expect, type Page } from '@playwright/test';
import { dislike, like, status } from '../rating-page.ts';
import type { Ending } from './endings.ts';
import type { Gateway } from './gateway.ts';
import { type Message, open, pressAndHang } from './test.ts';

/** A point between a press and the moment when the page learns that it was stored. */
export interface Interruption {
  readonly name: string;
  /** Opens the message's page, presses, and continues to that point. */
  reach(scene: Scene): Promise<Page>;
  /** The user's rating at that point. @default 'like' */
  readonly submit?: 'like' | 'dislike' | null;
  readonly comment?: string;
  /** The number of submissions without a fault. @default 1 */
  readonly needed?: number;
  /** Whether a request is sent while the page closes, which browsers handle differently. */
  readonly leaves?: boolean;
  /** Endings that are impossible at this point. */
  readonly not?: readonly Ending['name'][];
}

interface Scene {
  readonly context: BrowserContext;
  readonly gateway: Gateway;
  readonly message: Message;
}

export const INTERRUPTIONS: readonly Interruption[] = [
  {
    name: 'in the same task as the press',
    async reach(scene) {
      const page = await ready(scene);
      await pressAndHang(page, scene.gateway);
      return page;
    },
    // A page that hangs cannot be reloaded or told to crash.
    not: ['reloaded', 'crashed'],
  },
  {
    name: 'right after the press was painted',
    async reach(scene) {
      const page = await ready(scene);
      await like(page).evaluate(async (button: HTMLElement) => {
        button.click();
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      });
      return page;
    },
    leaves: true,
  },
  {
    name: 'before the engine has loaded',
    async reach(scene) {
      const reached = scene.gateway.fail({ ...NEVER, method: 'GET', path: /\/assets\/browser-engine-/ });
      const page = await open(scene.context, scene.message);
      await like(page).click();
      await reached;
      return page;
    },
  },
  {
    name: 'before the wire contract has loaded',
    async reach(scene) {
      const reached = scene.gateway.fail({ ...NEVER, method: 'GET', path: /\/assets\/proxy-connection-/ });
      const page = await open(scene.context, scene.message);
      await like(page).click();
      await reached;
      return page;
    },
  },
  {
    name: 'while the request is in flight',
    reach: (scene) => pressUntil(scene, { place: 'before the server' }),
  },
  {
    name: 'with half of the request at the server',
    reach: (scene) => pressUntil(scene, { place: 'half-way into the server' }),
  },
  {
    name: 'after the feedback is stored, before the response',
    reach: (scene) => pressUntil(scene, { place: 'before the response' }),
  },
  {
    name: 'with half of the response received',
    reach: (scene) => pressUntil(scene, { place: 'half-way into the response' }),
  },
  {
    name: 'after the response has arrived unread',
    async reach(scene) {
      const page = await ready(scene);
      await page.evaluate(() => {
        const { json } = Response.prototype;
        Response.prototype.json = function read() {
          if (!this.url.endsWith('/api/message-feedback')) return json.call(this);
          document.body.dataset.arrived = 'yes';
          return new Promise(() => {});
        };
      });
      await like(page).click();
      await expect(page.locator('[data-arrived]')).toHaveCount(1);
      return page;
    },
  },
  { name: 'while it waits for a retry', reach: (scene) => pressUntil(scene, { response: { status: 503 } }) },
  {
    name: 'while it waits for Retry-After',
    reach: (scene) => pressUntil(scene, { response: { status: 429, headers: { 'retry-after': '60' } } }),
  },
  {
    name: 'while the user is signed out',
    reach: (scene) => pressUntil(scene, { signedOut: true }),
  },
  {
    name: 'while offline',
    async reach(scene) {
      const page = await ready(scene);
      await scene.context.setOffline(true);
      await like(page).click();
      return page;
    },
  },
  {
    name: 'while reasons and a comment are in flight',
    async reach(scene) {
      const page = await ready(scene);
      await dislike(page).click();
      const form = page.getByRole('dialog', { name: 'What went wrong?' });
      await form.getByRole('checkbox', { name: 'Incomplete' }).check();
      await form.getByRole('textbox', { name: 'Comment' }).pressSequentially('No leaves.');
      await expect(page.locator('[data-delivery]')).toHaveCount(0);
      const reached = scene.gateway.fail(NEVER);
      await form.getByRole('button', { name: 'Send' }).click();
      await reached;
      return page;
    },
    submit: 'dislike',
    comment: 'No leaves.',
    needed: 2,
  },
  {
    name: 'after the rating was revoked',
    async reach(scene) {
      const page = await ready(scene);
      await like(page).click();
      await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
      const reached = scene.gateway.fail(NEVER);
      await page.getByRole('button', { name: 'Undo' }).click();
      await reached;
      return page;
    },
    submit: null,
    needed: 2,
  },
  {
    name: 'with a second press queued behind a request in flight',
    async reach(scene) {
      const page = await pressUntil(scene, { place: 'before the response' });
      await dislike(page).click();
      return page;
    },
    submit: 'dislike',
    needed: 2,
  },
];

const NEVER = { place: 'before the server' } as const;

/** The message's page when everything has loaded. */
async function ready({ context, message }: Scene): Promise<Page> {
  const page = await context.newPage();
  const read = page.waitForResponse(/\/api\/message-feedback\?/);
  await page.goto(message.address);
  await read;
  await expect(like(page)).toBeVisible();
  return page;
}

async function pressUntil(scene: Scene, fault: Parameters<Gateway['fail']>[0]): Promise<Page> {
  const page = await ready(scene);
  const reached = scene.gateway.fail(fault);
  await like(page).click();
  await reached;
  return page;
}
