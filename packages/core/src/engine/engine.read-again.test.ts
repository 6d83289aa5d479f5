import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import type { FeedbackItem, LoadFeedback, MessageRef, SubmitFeedback } from '../feedback/types.ts';
import { FeedbackError } from '../wire/feedback-error.ts';

const saved: FeedbackItem = {
  messageId: message.messageId,
  feedback: { rating: 'like', reasons: [], comment: '' },
  stamp: '001700000000500-00000-phone',
  undoUntil: null,
  final: false,
};

describe('a page in use again', () => {
  it('shows a rating made on another device', async () => {
    const { shown, server, reads, use, pass } = openPage();
    await pass(60_000);
    server.items = [saved];
    await use();
    expect(shown().feedback.rating).toBe('like');
    expect(reads).toHaveLength(2);
  });

  it('reads at most once in ten seconds, however often it gets the focus', async () => {
    const { reads, use, pass } = openPage();
    await use();
    await pass(9_000);
    await use();
    expect(reads).toHaveLength(1);
    await pass(1_000);
    await use();
    await use();
    expect(reads).toHaveLength(2);
  });

  it('reads the hundred messages that were mounted last, and none that is no longer mounted', async () => {
    const { client, reads, use, pass } = openPage();
    const closed = client.subscribe({ messageId: 'closed' }, () => {});
    for (let index = 0; index < 150; index++) client.subscribe({ messageId: `row-${index}` }, () => {});
    await pass(60_000);
    closed();
    reads.length = 0;
    await use();
    expect(reads.map((ids) => [ids.length, ids[0], ids.at(-1)])).toEqual([[100, 'row-50', 'row-149']]);
  });

  it('obeys Retry-After', async () => {
    const { server, reads, use, pass } = openPage();
    await pass(60_000);
    server.error = new FeedbackError('too_many_requests', 'Too many.', { retryAfterMs: 120_000 });
    await use();
    await pass(60_000);
    await use();
    expect(reads).toHaveLength(2);
    server.error = null;
    await pass(60_000);
    expect(reads).toHaveLength(3);
  });

  it('keeps what the user has just pressed', async () => {
    const { client, shown, server, use, pass } = openPage();
    await pass(60_000);
    server.items = [saved];
    client.rate(message, 'dislike');
    await use();
    await pass(1_000);
    expect(shown().feedback.rating).toBe('dislike');
  });
});

/** A page with one mounted bar, whose first read has ended, and the server that it reads from. */
function openPage() {
  const { clock, openTab } = setUpBrowser();
  const server: { items: readonly FeedbackItem[]; error: Error | null } = { items: [], error: null };
  const reads: string[][] = [];
  const load: LoadFeedback = async (messages: readonly MessageRef[]) => {
    reads.push(messages.map(({ messageId }) => messageId));
    if (server.error) throw server.error;
    return { items: server.items };
  };
  const submit: SubmitFeedback = Object.assign(async () => {}, { load });
  const { client, shown, page } = openTab({ submit });
  client.subscribe(message, () => {});
  return {
    client,
    shown,
    server,
    reads,
    pass: (ms: number) => clock.advance(ms),
    async use() {
      await clock.advance(0);
      page()?.wake();
      await clock.advance(0);
    },
  };
}
