import {
  createFeedbackClient,
  type Feedback,
  FeedbackError,
  type FeedbackReceipt,
  NO_FEEDBACK,
  type Rating,
} from '@message-feedback/core';
import { createEngine } from '@message-feedback/core/engine';
import type { BrowserTab } from './browser.ts';
import type { Pass } from './network.ts';

/** The mark of all feedback that is meant for the other bot. */
const REASON = 'other bot';

export const isOfOtherBot = ({ reasons }: Feedback) => reasons.includes(REASON);

/** A page of another bot in the same browser, for the same ids. Each bot must get and show its own feedback only. */
export function openOtherBot(
  tab: BrowserTab,
  { userId, destination, messageIds, pass, report }: OtherBotOptions,
): OtherBot {
  const client = createFeedbackClient({
    ...tab,
    userId,
    destination,
    async submit({ feedback, stamp }): Promise<FeedbackReceipt> {
      if (!isOfOtherBot(feedback)) {
        report('(9) another bot got the feedback');
        throw new FeedbackError('message_not_found', 'It belongs to another bot.');
      }
      await pass('other bot');
      return { status: 'delivered', feedback, stamp, undoUntil: null, final: false };
    },
    loadEngine: () => createEngine,
  });
  for (const messageId of messageIds) {
    client.subscribe({ messageId }, () => {
      const { feedback } = client.getSnapshot({ messageId });
      if (feedback !== NO_FEEDBACK && feedback.rating !== null && !isOfOtherBot(feedback))
        report('(9) another bot shows the feedback');
    });
  }
  return {
    rate: (messageId, rating) => client.submit({ messageId }, { rating, reasons: [REASON], comment: '' }),
    close: client.close,
  };
}

export interface OtherBot {
  rate(messageId: string, rating: Rating): void;
  close(): void;
}

interface OtherBotOptions {
  readonly userId: string;
  readonly destination: string;
  readonly messageIds: readonly string[];
  readonly pass: Pass;
  readonly report: (violation: string) => void;
}
