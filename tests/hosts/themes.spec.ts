import { measureEveryTheme } from '../e2e/hosts/themes.ts';
import { expect, HostPage, newQuestion, test } from './host-page.ts';
import { chosenHosts } from './hosts.ts';

// The pages that Vite and esbuild build are measured in the end-to-end tests.
for (const host of chosenHosts.filter(({ name }) => name.startsWith('next-'))) {
  for (const system of ['light', 'dark'] as const) {
    test.describe(`${host.name}, desktop, ${system}`, () => {
      test.use({ colorScheme: system });

      test('is readable in every theme of the page, at rest, pressed, refused and open', async ({ page }) => {
        const chat = new HostPage(page, host);
        await page.addInitScript(sendBadLikes);
        await chat.open();
        await chat.ask(newQuestion());
        const refused = await chat.newestBar();
        await refused.getByRole('button', { name: 'Good response' }).click();
        await expect(refused.locator('[data-tone="error"]')).toBeVisible();
        await chat.ask(newQuestion());
        const rated = await chat.newestBar();
        await chat.ask(newQuestion());
        await rated.getByRole('button', { name: 'Bad response' }).click();
        await chat.chip('Incomplete').click();
        await page.keyboard.press('Escape');
        await expect(chat.panel).toBeHidden();
        // From now on, this test states the theme, and not the host.
        await page.evaluate(removeOwnColours);

        const { measured, pale } = await measureEveryTheme(page, async (measure) => {
          await rated.getByRole('button', { name: 'Add details' }).click();
          await expect(chat.panel).toBeVisible();
          await measure();
          await page.keyboard.press('Escape');
          await expect(chat.panel).toBeHidden();
        });
        expect(measured).toBeGreaterThan(12 * 15);
        expect(pale).toEqual([]);
      });
    });
  }
}

/** In the page: the proxy refuses a like. Not with a route, which cannot change a body in Firefox. */
function sendBadLikes(): void {
  const { fetch } = window;
  window.fetch = (input, init) =>
    fetch(input, {
      ...init,
      ...(typeof init?.body === 'string' && {
        body: init.body.replace('"rating":"like"', '"rating":"good"'),
      }),
    });
}

/** In the page: utilities with the colours of one theme would contradict the theme that is stated. */
function removeOwnColours(): void {
  for (const element of document.querySelectorAll('body, article')) element.removeAttribute('class');
}
