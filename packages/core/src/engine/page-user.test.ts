import { describe, expect, it } from 'vitest';
import { message } from '../../test/browser.ts';
import { leaveUnsent, setUpUsers, words } from '../../test/user-server.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { EMPTY_SNAPSHOT } from '../state/entry.ts';

describe('a submission before the first response', () => {
  it('belongs to the user of a read that was under way', async () => {
    const { server, openPage, clock } = setUpUsers();
    server.pause();
    const page = openPage();
    await clock.advance(0);
    page.client.submit(message, words);
    server.signIn('ben');
    server.release();
    await clock.advance(60_000);
    expect(server.received).toEqual([]);
    server.signIn('ada');
    page.page()?.wake();
    await clock.advance(0);
    expect(server.storedFor('ada')).toEqual(words);
  });

  it('belongs to the user of the first response, even without reads', async () => {
    const { server, openPage, clock } = setUpUsers();
    const { submit } = server;
    server.setOffline(true);
    const page = openPage({ submit: (submission, context) => submit(submission, context) });
    page.client.submit(message, words);
    await clock.advance(0);
    server.setOffline(false);
    await clock.advance(60_000);
    expect(server.storedFor('ada')).toEqual(words);
    page.client.submit(message, { ...words, comment: '' });
    server.signIn('ben');
    await clock.advance(60_000);
    expect(server.storedFor('ben')).toBeUndefined();
  });

  it('of a closed page belongs to the last user known in the browser', async () => {
    const test = setUpUsers();
    const { server, openPage, clock } = test;
    openPage().client.close();
    await leaveBeforeFirstResponse(test);

    server.setOffline(false);
    server.signIn('ben');
    const second = openPage();
    expect(second.shown().feedback).toEqual(NO_FEEDBACK);
    await clock.advance(60_000);
    expect(second.shown().feedback).toEqual(NO_FEEDBACK);
    second.client.close();
    server.signIn('ada');
    const third = openPage();
    await clock.advance(60_000);
    expect(server.storedFor('ada')).toEqual(words);
    expect(server.storedFor('ben')).toBeUndefined();
    expect(third.shown().feedback).toEqual(words);
  });

  it('is kept for the user whom the host names, even if another one answers', async () => {
    const { server, openPage, clock } = setUpUsers();
    const first = openPage({ userId: 'ada' });
    await clock.advance(0);
    first.client.close();
    const page = openPage({ userId: 'ada' });
    page.client.submit(message, words);
    server.signIn('ben');
    await clock.advance(60_000);
    expect(server.storedFor('ben')).toBeUndefined();
    server.signIn('ada');
    const last = openPage({ userId: 'ada' });
    await clock.advance(60_000);
    expect(server.storedFor('ada')).toEqual(words);
    expect(last.shown().feedback).toEqual(words);
  });
});

describe('the host’s report that a user has signed in', () => {
  it('gives the page to the user who is signed in, and keeps the feedback of the other one', async () => {
    const test = setUpUsers();
    const { server, clock } = test;
    const page = await leaveUnsent(test);
    server.setOffline(false);
    server.signIn('ben');
    await clock.advance(60_000);
    page.client.resume();
    await clock.advance(0);
    expect(page.shown()).toEqual(EMPTY_SNAPSHOT);
    page.client.rate(message, 'like');
    await clock.advance(0);
    expect(server.storedFor('ben')).toMatchObject({ rating: 'like' });

    server.signIn('ada');
    page.client.resume();
    await clock.advance(60_000);
    expect(page.shown()).toMatchObject({ feedback: words, delivery: 'settled' });
    expect(server.storedFor('ada')).toEqual(words);
  });

  it('also works without storage', async () => {
    const { server, openPage, clock } = setUpUsers();
    const page = openPage({ storage: null });
    await clock.advance(0);
    server.signIn('ben');
    page.client.submit(message, words);
    await clock.advance(0);
    page.client.resume();
    await clock.advance(0);
    expect(page.shown()).toEqual(EMPTY_SNAPSHOT);
    server.signIn('ada');
    page.client.resume();
    await clock.advance(0);
    expect(server.storedFor('ada')).toEqual(words);
  });
});

describe('a server', () => {
  it('with a new key keeps an open page working', async () => {
    const { server, openPage, clock } = setUpUsers();
    const page = openPage();
    await clock.advance(0);
    server.changeKey();
    page.client.submit(message, words);
    await clock.advance(0);
    expect(server.storedFor('ada')).toEqual(words);
    expect(page.shown()).toMatchObject({ feedback: words, delivery: 'settled' });
  });

  it('without user tags gets what a page with them left unsent before its first response', async () => {
    const test = setUpUsers();
    const { openPage, clock } = test;
    await leaveBeforeFirstResponse(test);

    const received: unknown[] = [];
    const submit = Object.assign(
      async ({ feedback }: { feedback: unknown }) => void received.push(feedback),
      {
        load: async () => ({ items: [] }),
      },
    );
    openPage({ submit });
    await clock.advance(60_000);
    expect(received).toEqual([words]);
  });
});

/** Ada's page has read her feedback. A later page, which is offline, is closed with a submission. */
async function leaveBeforeFirstResponse({ server, openPage, clock }: ReturnType<typeof setUpUsers>) {
  const first = openPage();
  await clock.advance(0);
  first.client.close();
  server.setOffline(true);
  const offline = openPage();
  offline.client.submit(message, words);
  await clock.advance(1_000);
  offline.client.close();
}
