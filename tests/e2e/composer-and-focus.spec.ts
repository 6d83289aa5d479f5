import { expect, type Page, test } from '@playwright/test';
import { answered, ask, composer, LONG } from './chat-page.ts';
import { demoOf } from './demos.ts';
import { askSomething, complain, details, dislike, like, status } from './rating-page.ts';
import { engines } from './sample.ts';

/** A laptop, a narrow phone, and a laptop's viewport at 400 % zoom. */
const SCREENS = [
  { width: 1280, height: 720 },
  { width: 320, height: 640 },
  { width: 320, height: 256 },
];

test('the composer never hides the focused element, and the page never scrolls sideways, up to 400 % zoom', {
  tag: engines('layout of the composer'),
}, async ({ page }) => {
  await askSomething(page);
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    // The page learns its new size with the next frame, and then replaces the sidebar.
    await page.evaluate(nextFrame);

    // Through the page, backwards from the composer, bar included.
    await composer(page).focus();
    const seen = new Set<string>();
    for (let step = 0; step < 10 && !seen.has('Good response'); step++) {
      await page.keyboard.press('Shift+Tab');
      seen.add(await expectFocusSeen(page));
    }
    expect([...seen]).toEqual(expect.arrayContaining(['Bad response', 'Good response']));

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // A popover is far off-screen until it is positioned.
    await expect(details(page)).toBeInViewport();
    // Through the details, to their last button.
    for (let step = 0; step < 8; step++) {
      await expectFocusSeen(page);
      await page.keyboard.press('Tab');
    }
    await expect(details(page).getByRole('button', { name: 'Close' })).toBeFocused();
    await expectFocusSeen(page);
    await page.keyboard.press('Escape');
    await expect(dislike(page)).toBeFocused();
    await expectFocusSeen(page);
    // The next viewport starts with an unrated answer.
    await page.keyboard.press('Enter');
    await expect(dislike(page)).toHaveAttribute('aria-pressed', 'false');
  }
});

test('the whole flow works without a mouse, and focus is never lost', {
  tag: engines('keyboard focus'),
}, async ({ page }) => {
  await askSomething(page);
  await composer(page).focus();
  await page.evaluate(countLostFocus);
  while (!(await like(page).evaluate((button) => button === document.activeElement))) {
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Enter');
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(details(page).getByRole('checkbox', { name: 'Not correct' })).toBeFocused();
  await page.keyboard.press('Space');
  const send = details(page).getByRole('button', { name: 'Send' });
  while (!(await send.evaluate((button) => button === document.activeElement))) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(dislike(page)).toBeFocused();
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(status(page, 'Rating removed.')).toBeVisible();
  await expect(dislike(page)).toBeFocused();
  expect(await page.evaluate(() => (window as unknown as { lost: number[] }).lost)).toEqual([]);
});

test('the chat sends requests to its own server only, and its content security policy blocks nothing, while a user asks, rates, explains and undoes', async ({
  page,
}) => {
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(demoOf('dify').chat).origin) strangers.push(request.url());
  });
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
      refused.push(`${effectiveDirective} ${sample}`),
    );
  });
  await page.goto('/');
  await ask(page, LONG);
  await answered(page);
  await like(page).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await complain(page, 'Two steps are missing.');
  await expect(status(page, 'Thanks for your feedback.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(status(page, 'Rating removed.')).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { refused: string[] }).refused)).toEqual([]);
  expect(strangers).toEqual([]);
});

/** In the page: the end of the next frame. */
function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/**
 * Checks that the middle of the focused element is visible and not under the composer, and that the
 * page does not scroll sideways. Returns its name.
 */
async function expectFocusSeen(page: Page): Promise<string> {
  const focused = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = document.elementFromPoint(x, y);
    const scrollers = [
      document.documentElement,
      ...document.querySelectorAll('.transcript, [role="dialog"]'),
    ];
    return {
      name: element.ariaLabel ?? element.textContent ?? '',
      onPage: element !== document.body,
      seen: hit !== null && (element.contains(hit) || hit.contains(element)),
      sideways: scrollers.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
    };
  });
  expect(focused).toMatchObject({ onPage: true, seen: true, sideways: 0 });
  return focused.name;
}

/** In the page: records each frame without a focused element. */
function countLostFocus(): void {
  const lost: number[] = [];
  Object.assign(window, { lost });
  const look = () => {
    if (document.activeElement === document.body) lost.push(performance.now());
    requestAnimationFrame(look);
  };
  look();
}
