import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser, submissionsIn } from '../../test/browser.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';

const DAY = 24 * 3_600_000;

describe('the journal of a client', () => {
  it('contains a press at once, until the proxy confirms it', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const response = submit.pauseNext();
    const { client } = openTab({ submit });
    client.rate(message, 'like');
    expect(submissionsIn(storage.items)).toHaveLength(1);
    await clock.advance(0);
    expect(submissionsIn(storage.items)).toHaveLength(1);
    response.succeed();
    await clock.advance(0);
    expect(storage.items.size).toBe(0);
  });

  it('is restored after a reload: shown, and sent with the same stamp', async () => {
    const { clock, storage, openTab } = setUpBrowser();
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

  it('counts the time before a reload as delay once an attempt fails after it', async () => {
    const { clock, openTab } = await leaveDelayed();
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

  it('counts it as soon as the first attempt after a reload is slow', async () => {
    const { clock, openTab } = await leaveDelayed();
    const submit = createScriptedSubmit();
    const response = submit.pauseNext();
    const { client, shown } = openTab({ submit });
    client.start();
    await clock.advance(2_999);
    expect(shown().delivery).toBe('sending');
    await clock.advance(1);
    expect(shown().delivery).toBe('delayed');
    response.succeed();
    await clock.advance(0);
    expect(shown().delivery).toBe('settled');
  });

  it('keeps the draft', async () => {
    const { clock, openTab } = setUpBrowser();
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

  it('contains no empty draft', async () => {
    const { storage, openTab } = setUpBrowser();
    const { client } = openTab();
    client.setDraft(message, { rating: 'like', reasons: [], comment: 'x' });
    expect(storage.items.size).toBe(1);
    client.setDraft(message, { rating: 'like', reasons: [], comment: '' });
    expect(storage.items.size).toBe(0);
  });

  it('is sent with the reference of the page, because an older one may have expired', async () => {
    const { clock, openTab } = setUpBrowser();
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

  it('keeps the text of a refused submission as a draft, and does not send it again', async () => {
    const { clock, openTab } = setUpBrowser();
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

  it('drops submissions older than seven days and passes them to onExpired', async () => {
    const { clock, storage, openTab } = setUpBrowser();
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

  it('passes an expired draft to onExpired as feedback, with its custom reason', async () => {
    const { clock, openTab } = setUpBrowser();
    const before = openTab();
    const draft = { rating: 'dislike', reasons: ['Wrong'], comment: 'Hm.', customReason: 'Too pol' } as const;
    before.client.setDraft(message, draft);
    before.client.close();
    clock.shift(8 * DAY);
    const onExpired = vi.fn();
    openTab({ onExpired }).client.start();
    await clock.advance(10_000);
    const feedback = { rating: 'dislike', reasons: ['Wrong', 'Too pol'], comment: 'Hm.' };
    expect(onExpired.mock.calls).toEqual([[{ message, feedback }]]);
  });

  it('does not show or send the feedback of another user', async () => {
    const { clock, openTab } = setUpBrowser();
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

  it('is purged here and in the other tabs', async () => {
    const { clock, storage, openTab } = setUpBrowser();
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

  it('replaces an older submission when storage is full', async () => {
    const { clock, storage, openTab } = setUpBrowser();
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

/** A browser in which a page was closed with feedback that had been unsent for 40 seconds. */
async function leaveDelayed() {
  const browser = setUpBrowser();
  const submit = createScriptedSubmit();
  submit.failAlways('network');
  const { client, shown } = browser.openTab({ submit });
  client.rate(message, 'like');
  await browser.clock.advance(40_000);
  expect(shown().delivery).toBe('delayed');
  client.close();
  return browser;
}
