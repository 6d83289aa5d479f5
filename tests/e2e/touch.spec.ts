import { type Browser, expect, type Page, test } from '@playwright/test';
import { atRest } from './at-rest.ts';
import { serveEverySurface } from './everybody/serve-every-surface.ts';
import type { ServedPage } from './everybody/serve-folder.ts';
import { sharedOut } from './sample.ts';

/** The target size for touch, in CSS pixels, by Apple's guidelines and WCAG 2.5.5. */
const FINGER = 44;
/** The minimum of WCAG 2.5.8. */
const SMALLEST = 24;

let served: ServedPage;
test.beforeAll(async () => {
  served = await serveEverySurface();
});
test.afterAll(() => served.close());

const surfacesOf = sharedOut('touch', ['popover', 'sheet', 'inline']);

for (const surface of surfacesOf(0)) {
  test(`every target of a bar and its ${surface} is large enough for touch`, { tag: '@chromium' }, async ({
    browser,
  }) => {
    const page = await phone(browser);
    await openDetails(page, surface, 'tap');
    const targets = await targetsOn(page);
    expect(targets.length).toBeGreaterThan(15);
    expect(targets.filter(({ width, height }) => width < FINGER || height < FINGER)).toEqual([]);
    expect(targets.filter(({ lapped }) => lapped)).toEqual([]);
    await page.context().close();
  });
}

for (const surface of surfacesOf(1)) {
  test(`every target of a bar and its ${surface} is large enough for a mouse`, async ({ page }) => {
    await page.goto(served.url);
    await openDetails(page, surface, 'click');
    const targets = await targetsOn(page);
    expect(targets.length).toBeGreaterThan(15);
    expect(targets.filter(({ width, height }) => width < SMALLEST || height < SMALLEST)).toEqual([]);
  });
}

for (const surface of surfacesOf(2)) {
  test(`with the text spacing of WCAG 1.4.12, nothing of a bar and its ${surface} is cut or covered`, async ({
    page,
  }) => {
    // High enough that nothing scrolls: a comment that scrolls behind Send is no overlap.
    await page.setViewportSize({ width: 1280, height: 1000 });
    await page.goto(served.url);
    await page.evaluate(spaceText);
    await openDetails(page, surface, 'click');
    expect(await page.evaluate(cutTexts)).toEqual([]);
    expect((await targetsOn(page)).filter(({ lapped }) => lapped)).toEqual([]);
  });
}

for (const surface of surfacesOf(3)) {
  test(`at 320 by 256 pixels, as at 400 % zoom, the ${surface} never scrolls sideways or hides the focused element`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 256 });
    await page.goto(served.url);
    await openDetails(page, surface, 'click');
    const seen = new Set<string>();
    for (let step = 0; step < 12; step++) {
      const focused = await page.evaluate(describeFocus);
      expect(focused).toMatchObject({ covered: false, sideways: [] });
      seen.add(focused.name);
      await page.keyboard.press('Tab');
    }
    expect([...seen]).toEqual(expect.arrayContaining(['Comment', 'Send', 'Close']));
  });
}

test('a double tap rates once', { tag: '@chromium' }, async ({ browser }) => {
  const page = await phone(browser);
  const answer = page.getByRole('article', { name: 'sheet' });
  const like = answer.getByRole('button', { name: 'Good response' });
  const { x, y, width, height } = (await like.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const session = await page.context().newCDPSession(page);
  const at = { x: x + width / 2, y: y + height / 2 };
  // By the events' own clock, as this machine may be slow.
  for (const timestamp of [1, 1.15]) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at], timestamp });
    await session.send('Input.dispatchTouchEvent', {
      type: 'touchEnd',
      touchPoints: [],
      timestamp: timestamp + 0.05,
    });
  }
  await expect(answer.getByRole('status')).toHaveText('Thanks for your feedback.');
  await expect(like).toHaveAttribute('aria-pressed', 'true');
  await page.context().close();
});

test('a tap leaves no hover state behind', { tag: '@chromium' }, async ({ browser }) => {
  const page = await phone(browser);
  const like = page.getByRole('button', { name: 'Good response' }).first();
  const background = () => like.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await background();
  for (const pressed of ['true', 'false']) {
    await like.tap();
    await expect(like).toHaveAttribute('aria-pressed', pressed);
    expect(await background()).toBe(before);
    // Two taps in a moment would be a double tap.
    await expect(page.getByRole('status').first()).not.toBeEmpty();
  }
  await page.context().close();
});

async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto(served.url);
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
  return page;
}

async function openDetails(page: Page, surface: string, how: 'tap' | 'click'): Promise<void> {
  const answer = page.getByRole('article', { name: surface });
  await answer.getByRole('button', { name: 'Bad response' })[how]();
  await expect(answer.getByRole('button', { name: 'Undo' })).toBeVisible();
  if (surface === 'inline') await answer.getByRole('button', { name: 'Add details' })[how]();
  await expect(page.getByRole('heading', { name: 'What went wrong?' })).toBeVisible();
  await expect(page.locator('[data-surface]')).toBeFocused();
  // A popover stands far above until it has been placed.
  await expect(page.getByRole('checkbox', { name: 'Not correct' })).toBeInViewport();
  await atRest(page);
}

/** Every target, with the size of its active area, and whether it overlaps another one. */
function targetsOn(page: Page): Promise<Target[]> {
  return page.evaluate(() => {
    const inBars = '.message-feedback, .message-feedback-details';
    const controls = [...document.querySelectorAll('button, input, textarea')].filter((each) =>
      each.closest(inBars),
    );
    // The checkbox of a chip is larger than the chip.
    const boxes = controls.map((control) => control.getBoundingClientRect());
    return controls.map((control, index) => {
      const box = boxes[index] as DOMRect;
      const surface = control.closest(inBars);
      const lapped = boxes.some(
        (other, at) =>
          at !== index &&
          controls[at]?.closest(inBars) === surface &&
          other.left < box.right &&
          box.left < other.right &&
          other.top < box.bottom &&
          box.top < other.bottom,
      );
      const name = control.ariaLabel ?? control.closest('label')?.textContent ?? control.textContent ?? '';
      return { name, width: box.width, height: box.height, lapped };
    });
  });
}

interface Target {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly lapped: boolean;
}

/**
 * In the page: the focused element, whether something covers its middle, and what scrolls sideways.
 */
function describeFocus() {
  const element = document.activeElement as HTMLElement;
  const { left, top, width, height } = element.getBoundingClientRect();
  // The middle of its visible part.
  const middle = (start: number, size: number, all: number) =>
    (Math.max(start, 0) + Math.min(start + size, all)) / 2;
  const hit = document.elementFromPoint(middle(left, width, innerWidth), middle(top, height, innerHeight));
  const labels = (element as HTMLInputElement).labels?.[0]?.textContent;
  return {
    name: element.ariaLabel ?? labels ?? element.textContent ?? '',
    covered: element === document.body || hit === null || !(element.contains(hit) || hit.contains(element)),
    sideways: [document.documentElement, ...document.querySelectorAll('.message-feedback-details')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, className }) => `${tagName} ${className}`),
  };
}

/** In the page: the text spacing of WCAG 1.4.12. */
function spaceText(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
  `);
  document.adoptedStyleSheets = [sheet];
}

/**
 * In the page: texts of bars and details that overflow their element by more than a pixel of
 * rounding.
 */
function cutTexts(): string[] {
  return (
    [...document.querySelectorAll('.message-feedback *, .message-feedback-details *')]
      .filter((element) => element.textContent !== '' && element.clientWidth > 1)
      .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        [scrollWidth - clientWidth, scrollHeight - clientHeight].some((over) => over > 1),
      )
      // A scroll container shows everything.
      .filter((element) => getComputedStyle(element).overflow === 'hidden')
      .map((element) => `${element.tagName} ${element.textContent}`)
  );
}
