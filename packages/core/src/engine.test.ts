import { describe, expect, it, vi } from 'vitest';
import { createMemoryStorage } from '../test/memory-storage.ts';
import { createEngine } from './engine.ts';
import { createFeedbackClient } from './feedback-client.ts';
import type { FeedbackClientOptions } from './feedback-client-options.ts';
import type { PageEvents, TabChannel, TabNote } from './tabs.ts';
import { createFakeClock } from './testing/fake-clock.ts';
import { createScriptedSubmit } from './testing/scripted-submit.ts';

const message = { messageId: 'message-1' };
const DAY = 24 * 3_600_000;

/** A browser whose tabs share storage and a channel. */
function setUp() {
  const clock = createFakeClock();
  const storage = createMemoryStorage();
  const listeners = new Set<(note: TabNote) => void>();
  let opened = 0;

  function openTab(options: Partial<FeedbackClientOptions> = {}) {
    const submit = options.submit ?? createScriptedSubmit();
    let page: Parameters<PageEvents['listen']>[0] | null = null;
    let offline = false;
    const own = new Set<unknown>();
    const channel: TabChannel = {
      post(note) {
        for (const listener of listeners) if (!own.has(listener)) listener(structuredClone(note));
      },
      listen(listener) {
        own.add(listener);
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const client = createFeedbackClient({
      submit,
      storage,
      channel,
      page: {
        listen(its) {
          page = its;
          return () => {};
        },
        isOffline: () => offline,
      },
      clientId: `tab${opened++}`,
      random: () => 0.5,
      loadEngine: () => createEngine,
      ...clock,
      ...options,
    });
    return {
      client,
      shown: () => client.getSnapshot(message),
      page: () => page,
      setOffline(value: boolean) {
        offline = value;
        if (value) page?.offline();
        else page?.wake();
      },
    };
  }
  return { clock, storage, openTab };
}

const wishesIn = (items: Map<string, string>) => [...items.keys()].filter((key) => !key.includes(':draft:'));

describe('the journal of a client', () => {
  it('holds a press before anything else happens, until the proxy has it', async () => {
    const { clock, storage, openTab } = setUp();
    const submit = createScriptedSubmit();
    const answer = submit.holdNext();
    const { client } = openTab({ submit });
    client.rate(message, 'like');
    expect(wishesIn(storage.items)).toHaveLength(1);
    await clock.advance(0);
    expect(wishesIn(storage.items)).toHaveLength(1);
    answer.succeed();
    await clock.advance(0);
    expect(storage.items.size).toBe(0);
  });

  it('is taken up after a reload: shown, and sent with the same stamp', async () => {
    const { clock, storage, openTab } = setUp();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const before = openTab({ submit: down });
    before.client.submit(message, { rating: 'dislike', reasons: ['slow'], comment: 'x' });
    await clock.advance(0);
    before.client.close();

    const submit = createScriptedSubmit();
    const { client, shown } = openTab({ submit });
    client.start();
    expect(shown()).toMatchObject({ feedback: { rating: 'dislike', reasons: ['slow'], comment: 'x' } });
    await clock.advance(1_000);
    expect(submit.received).toEqual([down.received[0]]);
    expect(storage.items.size).toBe(0);
  });

  it('is as late after a reload as before, once it fails there, too', async () => {
    const { clock, openTab } = setUp();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const before = openTab({ submit: down });
    before.client.rate(message, 'like');
    await clock.advance(40_000);
    expect(before.shown().delivery).toBe('delayed');
    before.client.close();

    const submit = createScriptedSubmit();
    submit.failNext('network');
    const { client, shown } = openTab({ submit });
    client.start();
    expect(shown().delivery).toBe('sending');
    await clock.advance(0);
    expect(shown().delivery).toBe('delayed');
    await clock.advance(1_000);
    expect(shown().delivery).toBe('settled');
  });

  it('keeps the words that are being written, too', async () => {
    const { clock, openTab } = setUp();
    const draft = { rating: 'dislike', reasons: ['slow'], comment: 'I was just' } as const;
    const before = openTab();
    before.client.rate(message, 'dislike');
    await clock.advance(0);
    before.client.setDraft(message, draft);
    before.client.close();
    const { client, shown } = openTab();
    client.start();
    expect(shown().draft).toEqual(draft);
    client.submit(message, draft);
    await clock.advance(0);
    const third = openTab();
    third.client.start();
    expect(third.shown().draft).toBeNull();
  });

  it('keeps nothing of a draft that was emptied', async () => {
    const { storage, openTab } = setUp();
    const { client } = openTab();
    client.setDraft(message, { rating: 'like', reasons: [], comment: 'x' });
    expect(storage.items.size).toBe(1);
    client.setDraft(message, { rating: 'like', reasons: [], comment: '' });
    expect(storage.items.size).toBe(0);
  });

  it('is sent with the reference that the page has, as an older one may have run out', async () => {
    const { clock, openTab } = setUp();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const before = openTab({ submit: down });
    before.client.rate({ ...message, token: 'old' }, 'like');
    await clock.advance(0);
    before.client.close();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.subscribe({ ...message, token: 'new' }, () => {});
    await clock.advance(0);
    expect(submit.received.map((each) => each.message.token)).toEqual(['new']);
  });

  it('keeps the words of a refused submission for editing, and does not send them again by itself', async () => {
    const { clock, openTab } = setUp();
    const refusing = createScriptedSubmit();
    refusing.failAlways('message_not_found');
    const before = openTab({ submit: refusing });
    before.client.submit(message, { rating: 'like', reasons: [], comment: 'Kept.' });
    await clock.advance(0);
    before.client.close();
    const submit = createScriptedSubmit();
    const { client, shown } = openTab({ submit });
    client.start();
    await clock.advance(60_000);
    expect(shown().draft).toMatchObject({ comment: 'Kept.' });
    expect(submit.received).toEqual([]);
  });

  it('gives up what is older than seven days, and hands it to onExpired', async () => {
    const { clock, storage, openTab } = setUp();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const before = openTab({ submit: down });
    before.client.rate(message, 'like');
    await clock.advance(0);
    before.client.close();

    clock.shift(7 * DAY - 1_000);
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const onExpired = vi.fn();
    const early = openTab({ submit, onExpired });
    early.client.start();
    await clock.advance(0);
    expect(submit.received).toHaveLength(1);
    early.client.close();

    clock.shift(2_000);
    const late = openTab({ submit, onExpired });
    late.client.start();
    await clock.advance(10_000);
    expect(onExpired.mock.calls).toEqual([
      [{ message, feedback: { rating: 'like', reasons: [], comment: '' } }],
    ]);
    expect(submit.received).toHaveLength(1);
    expect(storage.items.size).toBe(0);
  });

  it('writes nothing for others’ feedback and sends nothing of theirs', async () => {
    const { clock, openTab } = setUp();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const ann = openTab({ submit: down, userId: 'ann' });
    ann.client.rate(message, 'like');
    await clock.advance(0);
    ann.client.close();
    const submit = createScriptedSubmit();
    const bob = openTab({ submit, userId: 'bob' });
    bob.client.start();
    await clock.advance(60_000);
    expect(submit.received).toEqual([]);
    expect(bob.shown().feedback.rating).toBeNull();
  });

  it('forgets everything when it is told to, in the other tabs as well', async () => {
    const { clock, storage, openTab } = setUp();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const here = openTab({ submit });
    const there = openTab({ submit });
    there.client.start();
    here.client.rate(message, 'like');
    here.client.setDraft({ messageId: 'message-2' }, { rating: 'like', reasons: [], comment: 'x' });
    await clock.advance(5_000);
    here.client.purge();
    const sent = submit.received.length;
    await clock.advance(600_000);
    expect(submit.received).toHaveLength(sent);
    expect(storage.items.size).toBe(0);
    expect([here.shown(), there.shown()].map(({ feedback }) => feedback.rating)).toEqual([null, null]);
  });

  it('makes room for what is wished now by what was wished before', async () => {
    const { clock, storage, openTab } = setUp();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const { client } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    const set = storage.setItem;
    storage.setItem = (key, value) => {
      if (storage.items.size > 0) throw new DOMException('It is full.', 'QuotaExceededError');
      set(key, value);
    };
    client.rate(message, 'dislike');
    expect([...storage.items.values()].map((value) => JSON.parse(value).feedback.rating)).toEqual([
      'dislike',
    ]);
  });
});

describe('the tabs of one person', () => {
  it('show the same, at once', async () => {
    const { clock, openTab } = setUp();
    const here = openTab();
    const there = openTab();
    there.client.start();
    here.client.rate(message, 'like');
    expect(there.shown().feedback.rating).toBe('like');
    await clock.advance(0);
    there.client.rate(message, 'dislike');
    expect(here.shown().feedback.rating).toBe('dislike');
  });

  it('send it once between them', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    const here = openTab({ submit });
    const there = openTab({ submit });
    there.client.start();
    here.client.rate(message, 'like');
    await clock.advance(60_000);
    expect(submit.received).toHaveLength(1);
    expect(there.shown()).toMatchObject({ delivery: 'settled', saved: { feedback: { rating: 'like' } } });
  });

  it('take over what a tab leaves behind', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const here = openTab({ submit: down });
    const there = openTab({ submit });
    there.client.start();
    here.client.rate(message, 'like');
    await clock.advance(0);
    here.client.close();
    await clock.advance(1_000);
    expect(submit.received.map(({ stamp }) => stamp)).toEqual([down.received[0]?.stamp]);
  });

  it('tell each other of a refusal, so that nobody sends it again', async () => {
    const { clock, openTab } = setUp();
    const refusing = createScriptedSubmit();
    refusing.failAlways('message_not_found');
    const submit = createScriptedSubmit();
    const here = openTab({ submit: refusing });
    const there = openTab({ submit });
    there.client.start();
    here.client.rate(message, 'like');
    await clock.advance(60_000);
    expect(submit.received).toEqual([]);
    expect(there.shown()).toMatchObject({
      feedback: { rating: null },
      refusal: { code: 'message_not_found' },
    });
  });

  it('wait for the one that holds the lock, and not for ever', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    const here = openTab({
      submit: Object.assign(() => new Promise<never>(() => {}), { load: undefined }) as never,
    });
    const there = openTab({ submit, locks: { hold: (_name, work) => work(false) } });
    there.client.start();
    here.client.rate(message, 'like');
    await clock.advance(12_000);
    expect(submit.received).toEqual([]);
    await clock.advance(8_000);
    expect(submit.received).toHaveLength(1);
  });
});

describe('a page', () => {
  it('tries again at once when it is in use again', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    for (let attempt = 0; attempt < 6; attempt++) submit.failNext('network');
    const { client, page } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(16_000);
    const sent = submit.received.length;
    page()?.wake();
    await clock.advance(0);
    expect(submit.received.length).toBe(sent + 1);
  });

  it('says at once that nothing was sent yet where there is no network, and sends it when that is back', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const { client, shown, setOffline } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    expect(shown().delivery).toBe('sending');
    setOffline(true);
    expect(shown().delivery).toBe('delayed');
    client.rate(message, 'dislike');
    expect(shown().delivery).toBe('delayed');
    submit.failAlways(null);
    setOffline(false);
    expect(shown().delivery).toBe('sending');
    await clock.advance(0);
    expect(shown()).toMatchObject({ delivery: 'settled', saved: { feedback: { rating: 'dislike' } } });
  });

  it('says what is unsent once more when it goes away, in a request that outlives it', async () => {
    const { clock, openTab } = setUp();
    const calls: boolean[] = [];
    const stamps = new Set<string>();
    const { client, page } = openTab({
      submit: Object.assign(
        (({ stamp }, { keepalive }) => {
          calls.push(keepalive);
          stamps.add(stamp);
          return new Promise<never>(() => {});
        }) satisfies FeedbackClientOptions['submit'],
        { load: undefined },
      ) as never,
    });
    client.rate(message, 'like');
    await clock.advance(0);
    page()?.leave();
    expect(calls).toEqual([false, true]);
    expect(stamps.size).toBe(1);
  });

  it('obeys Retry-After when it goes away, too', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    submit.failNext('too_many_requests', { retryAfterMs: 60_000 });
    const { client, page } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    page()?.leave();
    page()?.wake();
    await clock.advance(59_000);
    expect(submit.received).toHaveLength(1);
    await clock.advance(1_000);
    expect(submit.received).toHaveLength(2);
  });

  it('takes a 401 from before the person came back for nothing', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    const first = submit.holdNext();
    const { client, shown } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    client.resume();
    first.fail('unauthenticated');
    await clock.advance(5_000);
    expect(shown().delivery).toBe('settled');
  });

  it('shows and keeps a press before the code that delivers is there', async () => {
    const { clock, storage, openTab } = setUp();
    const submit = createScriptedSubmit();
    let resolve = (_engine: typeof createEngine): void => {};
    const promise = new Promise<typeof createEngine>((settle) => {
      resolve = settle;
    });
    const { client, shown } = openTab({ submit, loadEngine: () => promise });
    client.rate(message, 'like');
    expect(shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'sending' });
    expect(wishesIn(storage.items)).toHaveLength(1);
    resolve(createEngine);
    await clock.advance(0);
    expect(submit.received).toHaveLength(1);
    expect(shown().delivery).toBe('settled');
  });

  it('fetches that code again when it cannot be had, and says that nothing was sent yet', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    let failures = 3;
    const loadEngine = async () => {
      if (failures-- > 0) throw new TypeError('Failed to fetch dynamically imported module');
      return createEngine;
    };
    const { client, shown } = openTab({ submit, loadEngine });
    client.rate(message, 'like');
    await clock.advance(3_000);
    expect(shown().delivery).toBe('delayed');
    await clock.advance(10_000);
    expect(submit.received).toHaveLength(1);
    expect(shown().delivery).toBe('settled');
  });
});

describe('a message whose id comes late', () => {
  const pending = { pendingId: 'answer-7' };
  const named = { pendingId: 'answer-7', messageId: 'message-1', conversationId: 'c' };

  it('is shown as rated, and sent under its id when that has come', async () => {
    const { clock, storage, openTab } = setUp();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    const heard = vi.fn();
    client.subscribe(pending, heard);
    client.rate(pending, 'like');
    await clock.advance(60_000);
    expect(submit.received).toEqual([]);
    expect(client.getSnapshot(pending)).toMatchObject({ feedback: { rating: 'like' }, delivery: 'sending' });
    expect(client.getSnapshot(named).feedback.rating).toBe('like');

    client.subscribe(named, heard);
    expect(client.getSnapshot(named).feedback.rating).toBe('like');
    await clock.advance(0);
    expect(submit.received.map((each) => each.message)).toEqual([
      { messageId: 'message-1', conversationId: 'c' },
    ]);
    expect(client.getSnapshot({ messageId: 'message-1' })).toMatchObject({ delivery: 'settled' });
    expect(client.getSnapshot(pending)).toBe(client.getSnapshot(named));
    expect(storage.items.size).toBe(0);
  });

  it('keeps what was said over a reload, until the id is known', async () => {
    const { clock, openTab } = setUp();
    const before = openTab();
    before.client.submit(pending, { rating: 'dislike', reasons: ['slow'], comment: '' });
    before.client.setDraft(pending, { rating: 'dislike', reasons: ['slow'], comment: 'more' });
    await clock.advance(0);
    before.client.close();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.subscribe(named, () => {});
    await clock.advance(2_000);
    expect(submit.received).toMatchObject([{ feedback: { rating: 'dislike', reasons: ['slow'] } }]);
    expect(client.getSnapshot(named).draft?.comment).toBe('more');
  });

  it('leaves nothing behind under the name that it had, when the id is there before the page is', async () => {
    const { clock, storage, openTab } = setUp();
    const before = openTab();
    before.client.rate(pending, 'like');
    before.client.setDraft(pending, { rating: 'like', reasons: [], comment: 'more' });
    before.client.close();

    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.subscribe(named, () => {});
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
    expect(client.getSnapshot(named).draft?.comment).toBe('more');
    client.setDraft(named, null);
    expect([...storage.items.keys()]).toEqual([]);
  });

  it('does not let what was said early win over what was said later', async () => {
    const { clock, openTab } = setUp();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.rate(pending, 'like');
    client.rate({ messageId: 'message-1' }, 'dislike');
    client.subscribe(named, () => {});
    await clock.advance(0);
    expect(client.getSnapshot(named).feedback.rating).toBe('dislike');
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['dislike']);
  });
});
