import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { withComment } from '../../test/devices.ts';
import type { FeedbackClientOptions } from '../client/feedback-client.ts';
import type { LoadedFeedback } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { createEngine } from './engine.ts';

const MINUTE = 60_000;

describe('a client that is stopped while its feedback is unsent', () => {
  it('still sends it', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failNext('network');
    const { client } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    client.stop();
    await clock.advance(MINUTE);
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
  });

  it('listens until it is sent, and no longer', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failNext('network');
    const end = vi.fn();
    const { client } = openTab({ submit, page: { listen: () => end } });
    client.rate(message, 'like');
    await clock.advance(0);
    client.stop();
    expect(end).not.toHaveBeenCalled();
    await clock.advance(MINUTE);
    expect(end).toHaveBeenCalledTimes(1);
  });

  it('does not bring back text that the next client of the page has replaced', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const first = openTab({ submit });
    first.client.submit(message, withComment('first'));
    await clock.advance(MINUTE);
    first.client.stop();
    const second = openTab({ submit });
    second.client.subscribe(message, () => {});
    await clock.advance(1_000);
    submit.failAlways(null);
    second.client.submit(message, withComment('second'));
    await clock.advance(2 * MINUTE);
    const reloaded = openTab({ submit });
    reloaded.client.subscribe(message, () => {});
    await clock.advance(MINUTE);
    expect(reloaded.shown().draft).toBeNull();
    expect(submit.stored.get('message-1')?.feedback.comment).toBe('second');
  });

  it('does not send it as the next user, if the host has named the user and the proxy has not', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    // Once Ben is signed in, each response would name him.
    const load = vi.fn(async (): Promise<LoadedFeedback> => {
      throw new FeedbackError('network', 'The proxy could not be reached.');
    });
    const ada = openTab({ submit: Object.assign(submit, { load }), userId: 'ada' });
    ada.client.subscribe(message, () => {});
    ada.client.rate(message, 'like');
    await clock.advance(MINUTE);
    ada.client.stop();
    const reads = load.mock.calls.length;
    load.mockResolvedValue({ items: [], userTag: 'ben.tag' });
    const ben = openTab({
      submit: Object.assign(createScriptedSubmit(), { load: undefined }),
      userId: 'ben',
    });
    ben.client.start();
    submit.failAlways(null);
    ada.page()?.wake();
    ada.page()?.leave();
    await clock.advance(5 * MINUTE);
    expect(submit.stored.size).toBe(0);
    expect(load).toHaveBeenCalledTimes(reads);
    ben.client.stop();
    ada.client.start();
    await clock.advance(0);
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
  });
});

it('ends its reads once it is stopped and nothing is unsent, and reads again when it is started', async () => {
  const { clock, openTab } = setUpBrowser();
  const load = vi.fn(async (): Promise<LoadedFeedback> => {
    throw new FeedbackError('network', 'The proxy could not be reached.');
  });
  const { client } = openTab({ submit: Object.assign(createScriptedSubmit(), { load }) });
  const unsubscribe = client.subscribe(message, () => {});
  await clock.advance(MINUTE);
  unsubscribe();
  client.stop();
  await clock.advance(MINUTE);
  const reads = load.mock.calls.length;
  await clock.advance(10 * MINUTE);
  expect(load).toHaveBeenCalledTimes(reads);
  expect(clock.pending()).toBe(0);
  client.subscribe(message, () => {});
  await clock.advance(MINUTE);
  expect(load.mock.calls.length).toBeGreaterThan(reads);
});

it('does not send what the user presses after it is closed, but keeps it for the next client', async () => {
  const { clock, openTab } = setUpBrowser();
  const submit = createScriptedSubmit();
  const { client } = openTab({ submit, userId: 'ada' });
  client.subscribe(message, () => {});
  await clock.advance(0);
  client.close();
  client.rate(message, 'like');
  await clock.advance(MINUTE);
  expect(submit.received).toEqual([]);
  openTab({ submit, userId: 'ada' }).client.start();
  await clock.advance(MINUTE);
  expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
});

describe('a client that is stopped before its engine has loaded', () => {
  function setUpLoading(options: Partial<FeedbackClientOptions> = {}) {
    const browser = setUpBrowser();
    const end = vi.fn();
    const listen = vi.fn(() => end);
    const loadEngine = vi.fn(async () => createEngine);
    loadEngine.mockRejectedValueOnce(new Error('The file is gone.'));
    const { client } = browser.openTab({ loadEngine, page: { listen }, ...options });
    return { ...browser, client, listen, end, loadEngine };
  }

  it('does not listen if nothing is unsent', async () => {
    const { client, clock, listen, end, loadEngine } = setUpLoading();
    client.start();
    await clock.advance(0);
    client.stop();
    await clock.advance(MINUTE);
    expect(loadEngine).toHaveBeenCalledTimes(2);
    expect(end).toHaveBeenCalledTimes(listen.mock.calls.length);
  });

  it('listens while something is unsent, and sends it', async () => {
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const { client, clock, listen, end } = setUpLoading({ submit });
    client.rate(message, 'like');
    client.stop();
    await clock.advance(MINUTE);
    expect(listen.mock.calls.length - end.mock.calls.length).toBe(1);
    submit.failAlways(null);
    await clock.advance(MINUTE);
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
    expect(listen.mock.calls.length - end.mock.calls.length).toBe(0);
  });

  it('does not load it again once it is closed', async () => {
    const { client, clock, loadEngine } = setUpLoading();
    client.start();
    await clock.advance(0);
    client.close();
    await clock.advance(MINUTE);
    expect(loadEngine).toHaveBeenCalledTimes(1);
  });
});

it('does not listen again when the host removes the feedback of a stopped client', async () => {
  const { clock, openTab } = setUpBrowser();
  const end = vi.fn();
  const listen = vi.fn(() => end);
  const { client } = openTab({ page: { listen } });
  client.rate(message, 'like');
  await clock.advance(0);
  client.stop();
  client.purge();
  await clock.advance(MINUTE);
  expect(listen).toHaveBeenCalledTimes(1);
  expect(end).toHaveBeenCalledTimes(1);
});

it('sends what the user pressed before the engine had loaded, in a browser that knows the proxy’s time', async () => {
  const { clock, openTab } = setUpBrowser();
  const submit = createScriptedSubmit();
  const timed = Object.assign(
    async (...[submission, context]: Parameters<typeof submit>) => ({
      ...(await submit(submission, context)),
      serverTime: clock.now() + 5_000,
    }),
    { load: submit.load },
  ) as unknown as typeof submit;
  const before = openTab({ submit: timed }).client;
  before.rate({ messageId: 'message-2' }, 'like');
  await clock.advance(0);
  before.close();
  const { client } = openTab({ submit: timed, loadEngine: async () => createEngine });
  client.rate(message, 'dislike');
  await clock.advance(MINUTE);
  expect(submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
});
