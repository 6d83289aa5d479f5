import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setUpBrowser } from '../../test/browser.ts';
import type { FeedbackClientOptions } from '../client/feedback-client.ts';
import type { MessageRef, SubmitFeedback } from '../feedback/types.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import type { RefreshMessage } from './engine-options.ts';

const old: MessageRef = { messageId: 'message-1', token: 'old' };
const fresh: MessageRef = { messageId: 'message-1', token: 'fresh' };
const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A user who rated a message whose reference has expired, at a proxy that accepts only `fresh`. */
async function setUp(options: Partial<FeedbackClientOptions> = {}) {
  const { clock, openTab } = setUpBrowser();
  const tokens: (string | undefined)[] = [];
  const submit: SubmitFeedback = async ({ message }) => {
    tokens.push(message.token);
    if (message.token !== 'fresh') throw new FeedbackError('reference_expired', 'It has expired.');
  };
  const tab = openTab({ submit, ...options });
  tab.client.subscribe(old, () => {});
  tab.client.rate(old, 'like');
  await clock.advance(0);
  return { ...tab, clock, openTab, tokens };
}

describe('feedback whose sealed reference has expired', () => {
  it('is kept, and the user reads that it is not sent yet', async () => {
    const { clock, shown, tokens } = await setUp();
    await clock.advance(60 * 60_000);
    expect(tokens).toEqual(['old']);
    expect(shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'delayed', refusal: null });
  });

  it('is sent with the reference that refreshMessage returns', async () => {
    const refreshMessage = vi.fn<RefreshMessage>(async () => fresh);
    const { clock, shown, tokens } = await setUp({ refreshMessage });
    await clock.advance(0);
    expect(refreshMessage.mock.calls).toEqual([[old]]);
    expect(tokens).toEqual(['old', 'fresh']);
    expect(shown().delivery).toBe('settled');
  });

  it.each(['close', 'purge'] as const)('is not asked for again after %s', async (end) => {
    let refuse = () => {};
    const refreshMessage = vi.fn<RefreshMessage>(
      () => new Promise((_, reject) => (refuse = () => reject(new Error('Not signed in.')))),
    );
    const { client, clock } = await setUp({ refreshMessage });
    await clock.advance(0);
    client[end]();
    refuse();
    await clock.advance(60 * 60_000);
    expect(refreshMessage).toHaveBeenCalledTimes(1);
    expect(clock.pending()).toBe(0);
  });

  it('is sent with a newer token of the bar', async () => {
    const { client, clock, shown, tokens } = await setUp();
    client.subscribe(fresh, () => {});
    await clock.advance(0);
    expect(tokens).toEqual(['old', 'fresh']);
    expect(shown().delivery).toBe('settled');
  });

  it('is sent after a reload on which the bar has a newer token', async () => {
    const { client, clock, openTab } = await setUp();
    client.close();
    const submit = vi.fn<SubmitFeedback>(async () => {});
    openTab({ submit }).client.subscribe(fresh, () => {});
    await clock.advance(2_000);
    expect(submit.mock.calls.map(([{ message }]) => message.token)).toEqual(['fresh']);
  });

  it.each<[string, () => ReturnType<RefreshMessage>]>([
    ['has no fresh one', () => null],
    ['returns the old one again', async () => old],
    ['returns another message', async () => ({ ...fresh, messageId: 'message-2' })],
    ['returns no token', async () => ({ messageId: 'message-1' })],
  ])('is kept when refreshMessage %s, and asks again when the user presses Retry', async (_, answer) => {
    const refreshMessage = vi.fn<RefreshMessage>(answer);
    const { client, clock, shown, tokens } = await setUp({ refreshMessage });
    await clock.advance(60_000);
    expect(tokens).toEqual(['old']);
    expect(shown().delivery).toBe('delayed');
    refreshMessage.mockImplementation(async () => fresh);
    client.retry(old);
    await clock.advance(0);
    expect(tokens).toEqual(['old', 'old', 'fresh']);
  });

  it('asks refreshMessage again, later and later, while it fails', async () => {
    const refreshMessage = vi.fn<RefreshMessage>(async () => {
      throw new TypeError('Failed to fetch');
    });
    const { clock, shown } = await setUp({ refreshMessage });
    await clock.advance(60_000);
    expect(refreshMessage.mock.calls.length).toBeGreaterThan(4);
    expect(refreshMessage.mock.calls.length).toBeLessThan(12);
    refreshMessage.mockImplementation(async () => fresh);
    await clock.advance(30_000);
    expect(shown().delivery).toBe('settled');
  });

  it('does not loop when every fresh reference has expired, too', async () => {
    let count = 0;
    const { clock, tokens } = await setUp({
      refreshMessage: async () => ({ ...old, token: `expired-${count++}` }),
    });
    await clock.advance(60_000);
    expect(tokens.length).toBeLessThan(12);
  });

  it('asks for a few references a minute, and expires, when every fresh one is refused, too', async () => {
    let count = 0;
    const refreshMessage = vi.fn<RefreshMessage>(async () => ({ ...old, token: `refused-${count++}` }));
    const { client, clock, openTab, tokens } = await setUp({ refreshMessage });
    await clock.advance(60 * 60_000);
    expect(tokens.length).toBeLessThan(60 * 6);
    expect(refreshMessage.mock.calls.length).toBeLessThanOrEqual(tokens.length);
    client.close();

    clock.shift(8 * DAY_MS);
    const submit = vi.fn<SubmitFeedback>(async () => {});
    const onExpired = vi.fn();
    openTab({ submit, refreshMessage, onExpired }).client.start();
    await clock.advance(60_000);
    expect(onExpired).toHaveBeenCalledTimes(1);
    expect(submit).not.toHaveBeenCalled();
  });

  it('reaches onExpired after seven days', async () => {
    const { client, clock, openTab } = await setUp();
    client.close();
    clock.shift(8 * DAY_MS);
    const onExpired = vi.fn();
    openTab({ onExpired }).client.start();
    await clock.advance(0);
    expect(onExpired.mock.calls).toMatchObject([[{ message: old, feedback: { rating: 'like' } }]]);
  });
});
