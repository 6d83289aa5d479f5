import type { Page } from '@playwright/test';
import { type Message, open } from './test.ts';

/** How a page ends; returns the next page. */
export interface Ending {
  readonly name: 'closed' | 'reloaded' | 'crashed';
  /**
   * `heal` is called as soon as the page can do nothing more, or right before, if that is too late
   * for the next page.
   */
  end(page: Page, message: Message, heal: () => Promise<void>): Promise<Page>;
}

export const ENDINGS: readonly Ending[] = [
  {
    name: 'closed',
    async end(page, message, heal) {
      const context = page.context();
      await page.close({ runBeforeUnload: false });
      await heal();
      return open(context, message);
    },
  },
  {
    name: 'reloaded',
    async end(page, _message, heal) {
      await heal();
      await page.reload();
      return page;
    },
  },
  {
    name: 'crashed',
    async end(page, message, heal) {
      const context = page.context();
      const crashed = page.waitForEvent('crash');
      const devtools = await context.newCDPSession(page);
      // A crashed renderer does not respond.
      devtools.send('Page.crash').catch(() => {});
      await crashed;
      await page.close();
      await heal();
      return open(context, message);
    },
  },
];
