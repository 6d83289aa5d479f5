import { describe, expect, it, vi } from 'vitest';
import { message } from '../../test/browser.ts';
import { leaveUnsent, setUpUsers, words } from '../../test/user-server.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { EMPTY_SNAPSHOT } from '../state/entry.ts';

const WEEK = 7 * 24 * 3_600_000;

/** The ids that the host passes for Ada and Ben. */
const HOST_IDS = [
  ['without the host’s user id', ['', '']],
  ['with the host’s user id', ['ada', 'ben']],
] as const;

describe.each(HOST_IDS)('the unsent feedback of a user, %s,', (_, [ada, ben]) => {
  it('is neither stored for nor shown to the next user of the browser', async () => {
    const test = setUpUsers();
    const { server, openPage, clock } = test;
    (await leaveUnsent(test, ada)).client.close();
    server.signIn('ben');
    server.setOffline(false);
    const page = openPage({ userId: ben });
    expect(page.shown()).toEqual(EMPTY_SNAPSHOT);
    await clock.advance(60_000);
    expect(page.shown()).toMatchObject({ feedback: NO_FEEDBACK, draft: null, delivery: 'settled' });
    expect(server.received).toEqual([]);
  });

  it('is delivered when its user is back', async () => {
    const test = setUpUsers();
    const { server, openPage, clock } = test;
    (await leaveUnsent(test, ada)).client.close();
    server.setOffline(false);
    server.signIn('ben');
    const second = openPage({ userId: ben });
    second.client.rate(message, 'like');
    await clock.advance(60_000);
    second.client.close();

    server.signIn('ada');
    const third = openPage({ userId: ada });
    await clock.advance(60_000);
    expect(third.shown()).toMatchObject({ feedback: words, delivery: 'settled' });
    expect(server.storedFor('ada')).toEqual(words);
    expect(server.storedFor('ben')).toMatchObject({ rating: 'like' });
  });

  it('expires if its user returns too late', async () => {
    const test = setUpUsers();
    const { server, openPage, clock } = test;
    (await leaveUnsent(test, ada)).client.close();
    server.setOffline(false);
    clock.shift(WEEK + 60_000);
    const onExpired = vi.fn();
    openPage({ userId: ada, onExpired });
    await clock.advance(0);
    expect(onExpired.mock.calls).toEqual([[{ message, feedback: words }]]);
    expect(server.received).toEqual([]);
  });

  it('waits in an open page while another user is signed in, and is not shown', async () => {
    const test = setUpUsers();
    const { server, clock, storage } = test;
    const page = await leaveUnsent(test, ada);
    page.client.setDraft(message, { ...words, comment: 'And more' });
    server.signIn('ben');
    server.setOffline(false);
    await clock.advance(60_000);
    expect(page.shown()).toEqual({ ...EMPTY_SNAPSHOT, delivery: 'held' });
    expect(server.received).toEqual([]);
    expect([...storage.items.keys()].some((key) => key.includes(server.tagOf('ada')))).toBe(true);

    server.signIn('ada');
    page.page()?.wake();
    await clock.advance(0);
    expect(page.shown()).toMatchObject({ feedback: words, draft: { comment: 'And more' } });
    expect(server.storedFor('ada')).toEqual(words);
    expect(server.storedFor('ben')).toBeUndefined();
  });
});

describe('the unsent feedback of a user who does not return', () => {
  it('expires without its words on the next user’s page', async () => {
    const test = setUpUsers();
    const { server, openPage, clock, storage } = test;
    const first = await leaveUnsent(test);
    first.client.setDraft({ messageId: 'message-2' }, { ...words, comment: 'More of Ada’s words' });
    first.client.close();
    server.setOffline(false);
    server.signIn('ben');
    clock.shift(WEEK + 60_000);
    const onExpired = vi.fn();
    const page = openPage({ onExpired });
    await clock.advance(0);
    expect(page.shown()).toMatchObject({ feedback: NO_FEEDBACK, draft: null, delivery: 'settled' });
    expect(server.received).toEqual([]);
    expect(onExpired.mock.calls.map(([expired]) => expired)).toEqual([
      { message: { messageId: 'message-2' }, feedback: NO_FEEDBACK },
      { message, feedback: NO_FEEDBACK },
    ]);
    expect(JSON.stringify([...storage.items])).not.toContain('words');
  });

  it('waits for that user, too old to be sent, if the host names its users', async () => {
    const test = setUpUsers();
    const { server, openPage, clock, storage } = test;
    (await leaveUnsent(test, 'ada')).client.close();
    server.setOffline(false);
    server.signIn('ben');
    clock.shift(WEEK + 60_000);
    const onExpired = vi.fn();
    const second = openPage({ userId: 'ben', onExpired });
    await clock.advance(0);
    second.client.close();
    expect(onExpired).not.toHaveBeenCalled();

    server.signIn('ada');
    openPage({ userId: 'ada', onExpired });
    await clock.advance(0);
    expect(onExpired.mock.calls).toEqual([[{ message, feedback: words }]]);
    expect(server.received).toEqual([]);
    expect(JSON.stringify([...storage.items])).not.toContain('words');
  });
});

describe.each(HOST_IDS)('two tabs of two users, %s,', (_, [ada, ben]) => {
  it('do not show or send each other’s feedback', async () => {
    const { server, openPage, clock } = setUpUsers();
    const one = openPage({ userId: ada });
    await clock.advance(0);
    server.signIn('ben');
    const two = openPage({ userId: ben });
    await clock.advance(0);
    one.client.submit(message, words);
    expect(two.shown().feedback).toEqual(NO_FEEDBACK);
    two.client.rate(message, 'like');
    await clock.advance(60_000);
    expect(server.storedFor('ben')).toMatchObject({ rating: 'like' });
    expect(server.storedFor('ada')).toBeUndefined();
    expect(two.shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
    two.client.purge();

    server.signIn('ada');
    one.page()?.wake();
    await clock.advance(0);
    expect(server.storedFor('ada')).toEqual(words);
  });
});

describe.each(HOST_IDS)('a user who changes while a request is in flight, %s,', (_, [ada]) => {
  it('does not get the submission of the page’s user', async () => {
    const { server, openPage, clock } = setUpUsers();
    const page = openPage({ userId: ada });
    await clock.advance(0);
    server.pause();
    server.signIn('ben');
    page.client.submit(message, words);
    await clock.advance(0);
    server.signIn('ada');
    server.release();
    await clock.advance(0);
    expect(page.shown()).toMatchObject({ delivery: 'held', feedback: NO_FEEDBACK });
    page.page()?.wake();
    await clock.advance(0);
    expect([server.storedFor('ada'), server.storedFor('ben')]).toEqual([words, undefined]);
    expect(page.shown().feedback).toEqual(words);
  });

  it('does not see what a late response of the earlier user brings', async () => {
    const { server, openPage, clock } = setUpUsers();
    const page = openPage({ userId: ada });
    await clock.advance(0);
    server.pause();
    page.client.submit(message, words);
    await clock.advance(0);
    server.signIn('ben');
    page.client.rate({ messageId: 'message-2' }, 'like');
    await clock.advance(0);
    server.release();
    await clock.advance(0);
    expect(server.storedFor('ada')).toEqual(words);
    expect(page.shown().feedback).toEqual(NO_FEEDBACK);
    expect(server.storedFor('ben', 'message-2')).toBeUndefined();
  });
});
