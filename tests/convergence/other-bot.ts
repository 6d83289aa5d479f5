import { createFeedbackClient, type FeedbackClient, FeedbackError } from '@message-feedback/core';
import { createEngine } from '@message-feedback/core/engine';
import type { BrowserTab } from './browser.ts';

/** A page of another bot in the same browser. No user rates there, so it must get and show nothing. */
export function openOtherBot(
  tab: BrowserTab,
  { userId, destination, messageIds, report }: OtherBotOptions,
): FeedbackClient {
  const client = createFeedbackClient({
    ...tab,
    userId,
    destination,
    submit: async () => {
      report('(9) another bot got the feedback');
      throw new FeedbackError('message_not_found', 'It belongs to another bot.');
    },
    loadEngine: () => createEngine,
  });
  for (const messageId of messageIds) {
    client.subscribe({ messageId }, () => report('(9) another bot shows the feedback'));
  }
  return client;
}

interface OtherBotOptions {
  readonly userId: string;
  readonly destination: string;
  readonly messageIds: readonly string[];
  readonly report: (violation: string) => void;
}
