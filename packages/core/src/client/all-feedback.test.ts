import { describe, expect, it, vi } from 'vitest';
import { setUpBrowser } from '../../test/browser.ts';
import type { FeedbackSubmission } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/index.ts';
import { listFeedback, watchFeedback } from './all-feedback.ts';

const [first, second] = [{ messageId: 'message-1' }, { messageId: 'message-2' }];

describe('listFeedback', () => {
  it('lists the user’s feedback, the newest first, with its progress', async () => {
    const { clock, openTab } = setUpBrowser();
    const { client } = openTab();
    client.rate(first, 'like');
    await clock.advance(1_000);
    client.submit(second, { rating: 'dislike', reasons: ['slow'], comment: 'x' });
    expect(listFeedback(client)).toEqual([
      {
        message: second,
        feedback: { rating: 'dislike', reasons: ['slow'], comment: 'x' },
        delivery: 'sending',
        undoUntil: null,
        final: false,
      },
      {
        message: first,
        feedback: { rating: 'like', reasons: [], comment: '' },
        delivery: 'settled',
        undoUntil: null,
        final: false,
      },
    ]);
    client.rate(first, 'dislike');
    expect(listFeedback(client).map(({ message }) => message)).toEqual([first, second]);
  });

  it('lists a rating that is revoked only until the proxy knows', async () => {
    const { clock, openTab } = setUpBrowser();
    const { client } = openTab();
    client.rate(first, 'like');
    await clock.advance(0);
    client.rate(first, null);
    expect(listFeedback(client).map(({ feedback }) => feedback.rating)).toEqual([null]);
    await clock.advance(0);
    expect(listFeedback(client)).toEqual([]);
  });

  it('lists what an earlier page has left unsent in the journal, without a bar for it', async () => {
    const { clock, openTab } = setUpBrowser();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const before = openTab({ submit: down });
    before.client.rate(first, 'like');
    await clock.advance(0);
    before.client.close();
    const { client } = openTab({ submit: down });
    expect(listFeedback(client)).toEqual([]);
    client.start();
    expect(listFeedback(client)).toMatchObject([{ message: first, feedback: { rating: 'like' } }]);
  });

  it('says until when the user can take a rating back, and then that it is final', async () => {
    const { clock, openTab } = setUpBrowser();
    const undoUntil = new Date(clock.now() + 10_000).toISOString();
    const submit = async ({ feedback, stamp }: FeedbackSubmission) =>
      ({ status: 'accepted', feedback, stamp, undoUntil, final: false }) as const;
    const { client } = openTab({ submit: submit as never });
    client.rate(first, 'like');
    await clock.advance(0);
    expect(listFeedback(client)).toMatchObject([{ undoUntil, final: false }]);
    await clock.advance(10_000);
    expect(listFeedback(client)).toMatchObject([{ undoUntil: null, final: true }]);
  });

  it('lists no draft, and nothing after the user has deleted everything', () => {
    const { openTab } = setUpBrowser();
    const { client } = openTab();
    client.setDraft(second, { rating: 'dislike', reasons: [], comment: 'Half a thou' });
    client.rate(first, 'like');
    expect(listFeedback(client).map(({ message }) => message)).toEqual([first]);
    client.purge();
    expect(listFeedback(client)).toEqual([]);
  });
});

describe('watchFeedback', () => {
  it('calls once for changes that happen together, of any message', async () => {
    const { clock, openTab } = setUpBrowser();
    const { client } = openTab();
    client.start();
    await clock.advance(0);
    const listener = vi.fn(() => listFeedback(client).length);
    watchFeedback(client, listener);
    client.rate(first, 'like');
    client.rate(second, 'dislike');
    await Promise.resolve();
    expect(listener.mock.results.map(({ value }) => value)).toEqual([2]);
  });

  it('reports progress, and that everything was deleted', async () => {
    const { clock, openTab } = setUpBrowser();
    const { client } = openTab();
    client.rate(first, 'like');
    const seen: string[] = [];
    watchFeedback(client, () => seen.push(listFeedback(client)[0]?.delivery ?? 'nothing'));
    await clock.advance(0);
    expect(seen.at(-1)).toBe('settled');
    client.purge();
    await Promise.resolve();
    expect(seen.at(-1)).toBe('nothing');
  });

  it('reports what was said before the engine had loaded', async () => {
    const { clock, openTab } = setUpBrowser();
    const { client } = openTab({
      loadEngine: async () => (await import('../engine/engine.ts')).createEngine,
    });
    const seen: number[] = [];
    watchFeedback(client, () => seen.push(listFeedback(client).length));
    client.rate(first, 'like');
    await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
    await clock.advance(0);
  });

  it('calls no listener that was removed', async () => {
    const { openTab } = setUpBrowser();
    const { client } = openTab();
    const listener = vi.fn();
    watchFeedback(client, listener)();
    client.rate(first, 'like');
    await Promise.resolve();
    expect(listener).not.toHaveBeenCalled();
  });
});
