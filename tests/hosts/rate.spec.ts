import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sharedOut } from '../e2e/sample.ts';
import { expect, HostPage, newQuestion, storedFeedback, test } from './host-page.ts';
import { chosenHosts } from './hosts.ts';
import { backgroundOf, contrastOf, insetOf, isMarkedOff, isOnTop, isWhole } from './visible.ts';

const SIZES = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

/** A normal run takes one size in the light and the other in the dark. */
const schemesOf = sharedOut('scheme', ['light', 'dark'] as const);
const REASONS = ['Not correct', 'Incomplete', 'Not what I asked', 'Something else'];

/** Where pictures of the open panel go, to look at: `HOST_PICTURES=/tmp/pictures`. */
const pictures = process.env.HOST_PICTURES;

for (const host of chosenHosts) {
  for (const [index, [size, viewport]] of Object.entries(SIZES).entries()) {
    for (const colorScheme of schemesOf(index)) {
      test.describe(`${host.name}, ${size}, ${colorScheme}`, () => {
        test.use({ viewport, colorScheme });

        test('shows the bar, and stores a dislike with a reason and a comment', async ({
          page,
          browserName,
        }) => {
          const chat = new HostPage(page, host);
          const question = newQuestion();
          await chat.open();
          expect(await page.evaluate(systemScheme)).toBe(colorScheme);
          await chat.ask(question);
          await takePicture(page, `${host.name}-${size}-${colorScheme}-${browserName}-rest`);
          await test.step('both thumbs are painted', async () => {
            for (const thumb of [chat.like, chat.dislike]) {
              const box = await thumb.boundingBox();
              expect.soft(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
              expect.soft(await contrastOf(thumb)).toBeGreaterThanOrEqual(3);
            }
          });

          await chat.dislike.click();
          await expect(chat.panel).toBeVisible();
          await takePicture(page, `${host.name}-${size}-${colorScheme}-${browserName}-open`);
          await test.step('the panel is whole, opaque and on top', async () => {
            await expect.poll(() => isWhole(chat.panel)).toBe(true);
            expect.soft((await backgroundOf(chat.panel)).at(3)).toBe(255);
            for (const reason of REASONS) expect.soft(await isOnTop(chat.chip(reason))).toBe(true);
            expect.soft(await isOnTop(chat.send)).toBe(true);
          });
          await test.step('it looks like a panel: padding, filled chips and a filled button', async () => {
            expect.soft(await insetOf(chat.panel.getByRole('heading'), chat.panel)).toBeGreaterThanOrEqual(8);
            expect.soft(await insetOf(chat.send, chat.panel)).toBeGreaterThanOrEqual(8);
            expect.soft(await isMarkedOff(chat.chip('Incomplete'))).toBe(true);
            expect.soft((await backgroundOf(chat.send)).at(3)).toBe(255);
          });
          await test.step('its texts can be read', async () => {
            expect.soft(await contrastOf(chat.chip('Incomplete'))).toBeGreaterThanOrEqual(4.5);
            expect.soft(await contrastOf(chat.send)).toBeGreaterThanOrEqual(4.5);
            expect.soft(await contrastOf(chat.panel.getByRole('heading'))).toBeGreaterThanOrEqual(4.5);
          });

          await chat.chip('Incomplete').click();
          await chat.comment.pressSequentially('The unit is missing.');
          await takePicture(page, `${host.name}-${size}-${colorScheme}-${browserName}-filled`);
          await chat.send.click();
          await expect(chat.panel).toBeHidden();
          await expect
            .poll(async () => (await storedFeedback(question)).at(0))
            .toMatchObject({
              rating: 'dislike',
              content: expect.stringMatching(/Incomplete[\s\S]*The unit is missing\./),
            });
          await takePicture(page, `${host.name}-${size}-${colorScheme}-${browserName}-sent`);
        });
      });
    }
  }
}

/** In the page: the theme of the system. */
const systemScheme = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

async function takePicture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
}
