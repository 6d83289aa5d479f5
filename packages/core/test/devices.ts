import type { FeedbackClientOptions } from '../src/client/feedback-client.ts';
import { message, setUpBrowser } from './browser.ts';
import { createTimedProxy } from './timed-proxy.ts';

export const withComment = (comment: string) => ({ rating: 'dislike', reasons: [], comment }) as const;

/** Two devices of one user with clocks of their own, and a proxy whose clock is right. */
export function setUpDevices() {
  const browser = setUpBrowser();
  const { clock } = browser;
  const proxy = createTimedProxy(clock);
  let opened = 0;

  /** A device whose clock is this far ahead. */
  function device(aheadMs: number) {
    const { storage } = setUpBrowser();
    const { setLine, submit } = proxy.device();
    let ahead = aheadMs;
    const openPage = (options: Partial<FeedbackClientOptions> = {}) => {
      const page = browser.openTab({
        submit,
        storage,
        clientId: `page${opened++}`,
        channel: { post: () => {}, listen: () => () => {} },
        now: () => clock.now() + ahead,
        ...options,
      });
      page.client.start();
      return page;
    };
    return {
      setLine,
      openPage,
      storage,
      setAhead(ms: number) {
        ahead = ms;
      },
    };
  }

  const stored = () => proxy.stored.get(message.messageId)?.feedback;
  return { clock, proxy, device, stored };
}
