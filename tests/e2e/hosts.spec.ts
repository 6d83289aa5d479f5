import { expect, type Page, test } from '@playwright/test';
import { atRest } from './at-rest.ts';
import type { ServedPage } from './everybody/serve-folder.ts';
import { PLACES, RESETS } from './hosts/resets.ts';
import { BUILDS, serveHost } from './hosts/serve-host.ts';
import { measureEveryTheme } from './hosts/themes.ts';
import { oneOrAll, sharedOut } from './sample.ts';

/** A normal run takes the page of one build tool. */
const builds = oneOrAll('the build of a host', BUILDS);
const systemsOf = sharedOut('the system', ['light', 'dark'] as const);
const placesOf = sharedOut('where a reset is', PLACES);

for (const build of builds) {
  test.describe(`a page built with ${build}`, () => {
    let served: ServedPage;
    test.beforeAll(async () => {
      served = await serveHost(build);
    });
    test.afterAll(() => served.close());

    test('looks the same with any reset, in a layer or not, before and after the kit’s styles', async ({
      page,
    }) => {
      await open(page, served.url);
      const bare = await page.evaluate(measure);
      expect(Object.keys(bare).length).toBeGreaterThan(30);
      const changes: string[] = [];
      for (const [index, [name, css]] of Object.entries(RESETS).entries()) {
        for (const { place, layer } of placesOf(index)) {
          await page.evaluate(applyReset, { css, place, layer });
          await atRest(page);
          const found = await page.evaluate(measure);
          const where = `${name}, ${layer === null ? 'unlayered' : `in the layer ${layer}`}, ${place} the kit`;
          for (const [part, looks] of Object.entries(found)) {
            if (looks !== bare[part]) changes.push(`${where}: ${part}\n  ${bare[part]}\n  ${looks}`);
          }
        }
      }
      expect(changes).toEqual([]);
    });

    for (const system of systemsOf(0)) {
      test(`is readable in every theme of the page while the system is ${system}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: system, reducedMotion: 'reduce' });
        await page.goto(served.url);
        await showRefusal(page);
        const { measured, pale } = await measureEveryTheme(page, (measure) => showDetails(page, measure));
        expect(measured).toBeGreaterThan(600);
        expect(pale).toEqual([]);
      });
    }

    test('is as wide as its thumbs in a row, moves no neighbour, and never widens a bubble', async ({
      page,
    }) => {
      await page.goto(served.url);
      const bar = (name: string) => page.getByRole('article', { name }).getByRole('group');
      const widthOf = async (name: string) => (await bar(name).boundingBox())?.width;
      const thumbs = (await widthOf('row')) ?? 0;
      expect(thumbs).toBeLessThan(80);
      const bubble = page.locator('#bubble > div');
      const width = (await bubble.boundingBox())?.width;
      const neighbour = page.locator('#row').getByRole('button', { name: 'R', exact: true });
      const place = await neighbour.boundingBox();
      for (const name of ['row', 'bubble']) {
        await bar(name).getByRole('button', { name: 'Good response' }).click();
        await expect(bar(name).getByRole('status')).toHaveText('Thanks for your feedback.');
        await expect(bar(name).getByRole('button', { name: 'Undo' })).toBeVisible();
      }
      expect(await neighbour.boundingBox()).toEqual(place);
      expect((await bubble.boundingBox())?.width).toBe(width);
    });

    test('leaves a host’s own markup alone, and yields to a host’s class, variable and utility', async ({
      page,
    }) => {
      await page.goto(served.url);
      const parts = page.getByRole('article', { name: 'parts' });
      await parts.getByRole('button', { name: 'Edit details' }).click();
      await expect(parts.getByRole('button', { name: 'Send' })).toBeVisible();
      // A checkbox of the host is a checkbox, its text has the page's colour, and its button is a button.
      const consent = parts.getByRole('checkbox', { name: 'You may contact me' });
      await consent.check();
      expect(await consent.evaluate((box) => box.getBoundingClientRect().width)).toBeLessThan(20);
      expect(await consent.evaluate((box) => getComputedStyle(box).opacity)).toBe('1');
      await expect(parts.getByText('Read by our team.')).toHaveCSS('color', 'rgb(28, 28, 30)');
      await expect(parts.getByRole('button', { name: 'Regenerate' })).toHaveCSS(
        'text-decoration-line',
        'none',
      );

      const [like, send] = [
        parts.getByRole('button', { name: 'Good response' }),
        parts.getByRole('button', { name: 'Send' }),
      ];
      for (const css of [
        '.host-part { background-color: rgb(0, 128, 0); padding: 3px; color: rgb(255, 255, 0) }',
        '@layer theme, base, components, utilities; @layer utilities { .host-part { background-color: rgb(0, 128, 0); padding: 3px; color: rgb(255, 255, 0) } }',
      ]) {
        for (const place of ['before', 'after'] as const) {
          await page.evaluate(applyReset, { css, place, layer: null });
          for (const part of [like, send]) {
            await expect(part, `${css} ${place} the kit`).toHaveCSS('background-color', 'rgb(0, 128, 0)');
            await expect(part).toHaveCSS('padding', '3px');
            await expect(part).toHaveCSS('color', 'rgb(255, 255, 0)');
          }
        }
      }
      const css =
        ':root { --message-feedback-accent: rgb(0, 0, 200); --message-feedback-icon-like: linear-gradient(red, red) }';
      await page.evaluate(applyReset, { css, place: 'after' as const, layer: null });
      const icon = (name: string) =>
        page
          .locator(`#${name} [aria-pressed][data-rating="like"]`)
          .evaluate((thumb) => getComputedStyle(thumb, '::before').backgroundImage);
      // A host's icon stays when it is pressed.
      expect(await icon('unrated')).toContain('linear-gradient');
      expect(await icon('liked')).toContain('linear-gradient');
      await expect(page.locator('#disliked [data-pressed]')).toHaveCSS('color', 'rgb(28, 28, 30)');
    });
  });
}

/** Refuses a rating for good. */
async function showRefusal(page: Page): Promise<void> {
  await page.evaluate(refuseNext);
  const refused = page.getByRole('article', { name: 'row' });
  await refused.getByRole('button', { name: 'Good response' }).click();
  await expect(refused.locator('[data-tone="error"]')).toBeVisible();
}

/** Opens the details in the page and above it, one after the other. */
async function showDetails(page: Page, measure: () => Promise<void>): Promise<void> {
  for (const name of ['disliked', 'popover']) {
    const answer = page.getByRole('article', { name });
    await answer.getByRole('button', { name: 'Edit details' }).click();
    await expect(answer.getByRole('textbox', { name: 'Comment' })).toBeVisible();
    await measure();
    await page.keyboard.press('Escape');
    await expect(answer.getByRole('textbox', { name: 'Comment' })).toHaveCount(0);
  }
}

/** Opens the details of the message that shows them in the page. */
async function open(page: Page, url: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(url);
  await page.getByRole('article', { name: 'disliked' }).getByRole('button', { name: 'Edit details' }).click();
  await expect(page.getByRole('textbox', { name: 'Comment' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your own reason' })).toBeVisible();
  await page.evaluate(() => {
    (document.activeElement as HTMLElement).blur();
    document.documentElement.classList.add('prose');
  });
  await atRest(page);
}

/** In the page: the next submission is refused for good. */
function refuseNext(): void {
  (window as unknown as { submit: { failNext(code: string): void } }).submit.failNext('message_not_found');
}

/** In the page: puts a reset before or after the kit's stylesheet. */
function applyReset({ css, place, layer }: { css: string; place: 'before' | 'after'; layer: string | null }) {
  document.querySelector('#reset')?.remove();
  const style = document.createElement('style');
  style.id = 'reset';
  style.textContent = layer === null ? css : `@layer ${layer} { ${css} }`;
  const kit = document.querySelector('link[rel="stylesheet"]') as Element;
  kit[place](style);
  // The order of layers is the order in which the browser first meets them.
  const again = kit.cloneNode() as HTMLLinkElement;
  kit.replaceWith(again);
  return new Promise((resolve) => again.addEventListener('load', resolve));
}

/** In the page: the box and the looks of each part, from the edge of its answer. */
function measure(): Record<string, string> {
  const parts = ['unrated', 'liked', 'disliked'].flatMap((id) => [
    ...document.querySelectorAll(
      `#${id} :is(.message-feedback, .message-feedback > [data-rating], [role="status"], .message-feedback-details, [data-feedback-part])`,
    ),
  ]);
  const found: Record<string, string> = {};
  for (const element of parts) {
    const answer = element.closest('article') as HTMLElement;
    const { x, y, width, height } = element.getBoundingClientRect();
    const origin = answer.getBoundingClientRect();
    const box = [x - origin.x, y - origin.y, width, height].map((value) => Math.round(value * 10) / 10);
    const { feedbackPart, rating } = (element as HTMLElement).dataset;
    const name = `${answer.id} ${feedbackPart ?? rating ?? element.tagName} ${element.textContent?.slice(0, 12)}`;
    found[`${name} ${Object.keys(found).length}`] =
      `${box} ${looksOf(element)} ${looksOf(element, '::before')}`;
  }
  return found;

  function looksOf(element: Element, pseudo?: string): string {
    const style = getComputedStyle(element, pseudo);
    if (pseudo !== undefined && style.content === 'none') return '';
    const border = style.borderTopWidth === '0px' ? '' : style.borderTop;
    const { color, background, borderRadius, padding, fontSize, fontWeight, lineHeight, opacity } = style;
    const looks = {
      color,
      background,
      border,
      borderRadius,
      padding,
      fontSize,
      fontWeight,
      lineHeight,
      opacity,
    };
    const { clipPath, boxShadow, resize, cursor, textDecorationLine } = style;
    return JSON.stringify({ ...looks, clipPath, boxShadow, resize, cursor, textDecorationLine });
  }
}
