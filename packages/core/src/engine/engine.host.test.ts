import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import type { FeedbackClientOptions } from '../client/feedback-client.ts';
import type { LoadedFeedback } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const thrown = new Error('The host has a bug.');
const fail = () => {
  throw thrown;
};
const reports = () => vi.mocked(console.error).mock.calls.map(([text, cause]) => [text, cause]);

const other = { messageId: 'message-2' };

/** Two messages are rated, with a failed attempt for the first. */
async function rate(options: Partial<FeedbackClientOptions>) {
  const { clock, openTab } = setUpBrowser();
  const submit = createScriptedSubmit();
  submit.failNext('network');
  const { client, page } = openTab({ submit, ...options });
  client.subscribe(message, () => {});
  client.rate(message, 'like');
  await clock.advance(0);
  client.rate(other, 'dislike');
  await clock.advance(30_000);
  page()?.wake();
  await clock.advance(30_000);
  return { client, submit, clock };
}

describe('a host function that throws', () => {
  it.each<[string, Partial<FeedbackClientOptions>]>([
    ['onError', { onError: fail }],
    ['wrapAttempt', { wrapAttempt: fail }],
    ['wrapAttempt', { wrapAttempt: async () => fail() }],
    ['locks', { locks: { hold: fail } }],
    ['locks', { locks: { hold: async () => fail() } }],
    ['The channel to other tabs', { channel: { post: fail, listen: fail } }],
    ['Listening to the page', { page: { listen: fail, isOffline: fail } }],
    ['isOffline', { page: { listen: () => () => {}, isOffline: fail } }],
  ])('does not stop delivery, and is reported once: %s', async (name, options) => {
    const { client, submit } = await rate(options);
    for (const each of [message, other]) expect(client.getSnapshot(each).delivery).toBe('settled');
    expect(submit.stored.size).toBe(2);
    expect(reports().filter(([text]) => text.includes(name))).toEqual([[expect.any(String), thrown]]);
  });

  it('does not stop the recovery of the journal: onExpired', async () => {
    const { clock, openTab } = setUpBrowser();
    const offline = createScriptedSubmit();
    offline.failAlways('network');
    const before = openTab({ submit: offline }).client;
    before.rate(message, 'like');
    before.rate(other, 'like');
    await clock.advance(0);
    before.close();
    clock.shift(8 * 86_400_000);
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit, onExpired: fail });
    client.rate({ messageId: 'message-3' }, 'like');
    await clock.advance(0);
    expect(client.getSnapshot({ messageId: 'message-3' }).delivery).toBe('settled');
    expect(reports()).toHaveLength(1);
  });

  it('does not keep other listeners or the proxy from the news: a listener', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit({
      items: [
        { messageId: 'message-1', feedback: { rating: 'like', reasons: [], comment: '' }, ...terms },
        { messageId: 'message-2', feedback: { rating: 'like', reasons: [], comment: '' }, ...terms },
      ],
    });
    const { client } = openTab({ submit });
    const listener = vi.fn();
    client.subscribe(message, fail);
    client.subscribe(message, listener);
    client.subscribe(other, listener);
    client.subscribe({ messageId: 'message-3' }, () => {});
    await clock.advance(0);
    expect(listener).toHaveBeenCalledTimes(2);
    client.rate(message, 'dislike');
    await clock.advance(0);
    expect(submit.received).toHaveLength(1);
    expect(client.getSnapshot(message).delivery).toBe('settled');
    expect(reports()).toHaveLength(1);
  });
});

describe('a read of the host’s own that returns something else', () => {
  it.each([[{}], [{ items: null }], [[]], [undefined]])(
    'is reported, and stops neither later reads nor delivery: %j',
    async (returned) => {
      const onError = vi.fn();
      const load = vi.fn(async () => returned as unknown as LoadedFeedback);
      const { client, submit, clock } = await rate({ load, onError });
      for (const each of [message, other]) expect(client.getSnapshot(each).delivery).toBe('settled');
      expect(submit.stored.size).toBe(2);
      expect(onError).toHaveBeenCalledWith(expect.objectContaining({ retryable: true }), null);
      const reads = load.mock.calls.length;
      client.subscribe({ messageId: 'message-4' }, () => {});
      await clock.advance(60_000);
      expect(load.mock.calls.length).toBeGreaterThan(reads);
    },
  );
});

describe('a submit function of the host’s own that resolves to something else than a receipt', () => {
  const feedback = { rating: 'like', reasons: [], comment: '' } as const;
  it.each([
    [{ ok: true }],
    [{}],
    [[]],
    [''],
    [null],
    [{ status: 'accepted' }],
    [{ stamp: '2026-11-28T12:00:00Z', feedback }],
    [{ stamp: '009600000000000-00000-a', feedback: {} }],
    [{ status: 'accepted', stamp: '001600000000000-00000-a', feedback }],
  ])('is a success, and sends once: %j', async (returned) => {
    const { clock, openTab } = setUpBrowser();
    const submit = vi.fn(async () => returned as never);
    const { client } = openTab({ submit });
    client.subscribe(message, () => {});
    client.rate(message, 'like');
    await clock.advance(60_000);
    expect(submit).toHaveBeenCalledTimes(1);
    expect(client.getSnapshot(message)).toMatchObject({
      feedback,
      delivery: 'settled',
      confirmed: { undoUntil: null, final: false },
    });
  });
});

describe('a submit function of the host’s own whose serverTime is no number', () => {
  it.each([['2026-11-28T12:00:00Z'], [Number.NaN], [null]])('is ignored: %j', async (serverTime) => {
    const { clock, openTab } = setUpBrowser();
    const submit = vi.fn(async () => ({ serverTime }) as never);
    const { client } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(60_000);
    client.rate(message, 'dislike');
    client.rate(other, 'like');
    await clock.advance(60_000);
    expect(client.getSnapshot(message)).toMatchObject({
      feedback: { rating: 'dislike' },
      delivery: 'settled',
    });
    expect(client.getSnapshot(other)).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
    expect(submit).toHaveBeenCalledTimes(3);
  });
});

it('a channel and page events of the host may be instances of a class', async () => {
  class Channel {
    posted = 0;
    post() {
      this.posted++;
    }
    listen() {
      return () => void this.posted;
    }
  }
  class Page {
    listeners = 0;
    listen() {
      this.listeners++;
      return () => void this.listeners--;
    }
  }
  const { clock, openTab } = setUpBrowser();
  const [channel, page] = [new Channel(), new Page()];
  const { client } = openTab({ channel, page });
  client.rate(message, 'like');
  await clock.advance(0);
  expect(channel.posted).toBeGreaterThan(0);
  expect(page.listeners).toBe(1);
  expect(reports()).toEqual([]);
});

it('is not called once its attempt has been aborted: submit', async () => {
  const { clock, openTab } = setUpBrowser();
  let begin = () => {};
  const gate = new Promise<void>((resolve) => (begin = resolve));
  const submit = createScriptedSubmit();
  const { client } = openTab({
    submit,
    wrapAttempt: async (_submission, call) => {
      await gate;
      return call();
    },
  });
  client.rate(message, 'like');
  await clock.advance(0);
  client.close();
  begin();
  await clock.advance(60_000);
  expect(submit.received).toEqual([]);
});

describe('a host function that never ends', () => {
  it('does not stop delivery: wrapAttempt', async () => {
    const { client, submit } = await rate({ wrapAttempt: () => new Promise(() => {}) });
    expect(client.getSnapshot(message).delivery).toBe('settled');
    expect(submit.stored.size).toBe(2);
  });

  it('does not keep the result from the user: wrapAttempt after the attempt', async () => {
    const { client, submit } = await rate({
      wrapAttempt: async (_submission, call) => {
        await call();
        return new Promise(() => {});
      },
    });
    expect(client.getSnapshot(message).delivery).toBe('settled');
    expect(submit.received).toHaveLength(3);
  });
});

const terms = { stamp: '001600000000000-00000-a', undoUntil: null, final: false };
