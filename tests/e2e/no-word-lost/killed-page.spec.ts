import { expect } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { dislike, like } from '../rating-page.ts';
import { ENDINGS } from './endings.ts';
import { INTERRUPTIONS } from './points.ts';
import { test } from './test.ts';

for (const { name, reach, submit = 'like', comment = '', needed = 1, not = [] } of INTERRUPTIONS) {
  for (const ending of ENDINGS.filter((each) => !not.includes(each.name))) {
    // A crash is made by Chromium's own protocol.
    const tag = ending.name === 'crashed' ? '@chromium' : [];

    test(`a page that is ${ending.name} ${name}`, { tag }, async ({ context, gateway, message }) => {
      const dify = emulatedDify();
      const before = await reach({ context, gateway, message });
      const page = await ending.end(before, message, async () => {
        gateway.heal();
        await context.setOffline(false);
      });

      await expect(like(page)).toHaveAttribute('aria-pressed', String(submit === 'like'));
      await expect(dislike(page)).toHaveAttribute('aria-pressed', String(submit === 'dislike'));
      // What was said before the end may be there already, without the words that were on their way.
      const journaled = async () =>
        (await dify.feedbackOf(message.id)).map(({ rating, content }) => ({
          rating,
          whole: (content ?? '').includes(comment),
        }));
      await expect.poll(journaled).toEqual(submit === null ? [] : [{ rating: submit, whole: true }]);

      // Nothing is left to do, and the page knows.
      await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([]);
      await expect(page.locator('[data-delivery]')).toHaveCount(0);
      await expect(like(page)).toHaveAttribute('aria-pressed', String(submit === 'like'));
      // Dify hears nothing twice. The proxy may: of the page that goes, in a request that outlives it, and of the next one. Firefox
      // breaks requests off before it tells the page, which may have tried again by then.
      expect((await dify.feedbackRequestsFor(message.id)).length).toBeLessThanOrEqual(needed);
      expect(gateway.posts()).toBeLessThanOrEqual(needed + 3);
    });
  }
}
