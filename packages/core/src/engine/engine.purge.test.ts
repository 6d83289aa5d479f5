import { describe, expect, it } from 'vitest';
import { message } from '../../test/browser.ts';
import { cutOff, leaveUnsent, meetNextUser, setUpUsers, words } from '../../test/user-server.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { type CreateEngine, createEngine } from './engine.ts';

const HOST_IDS = [
  ['without the host’s user id', ''],
  ['with the host’s user id', 'ada'],
] as const;

describe.each(HOST_IDS)('a page that is purged before its engine is loaded, %s,', (_, userId) => {
  it('removes its user’s words from storage at once', async () => {
    const test = setUpUsers();
    (await leaveUnsent(test, userId)).client.close();
    expect(JSON.stringify([...test.storage.items])).toContain(words.comment);
    const { page } = openUnloaded(test, userId);
    page.client.setDraft({ messageId: 'message-2' }, { ...words, comment: 'More of Ada’s words' });
    page.client.purge();
    expect(JSON.stringify([...test.storage.items])).not.toContain('words');
  });

  it.each(['open', 'closed'])(
    'removes them from the other tabs once it is loaded, even if %s',
    async (state) => {
      const test = setUpUsers();
      const there = await leaveUnsent(test, userId);
      const { page, load } = openUnloaded(test, userId);
      page.client.purge();
      if (state === 'closed') page.client.close();
      await load();
      test.server.setOffline(false);
      there.page()?.wake();
      await test.clock.advance(60_000);
      expect(there.shown().feedback).toEqual(NO_FEEDBACK);
      expect(test.server.received).toEqual([]);
    },
  );
});

describe('a page that is purged before its engine is loaded', () => {
  it('keeps the words of another user of the browser', async () => {
    const test = setUpUsers();
    (await leaveUnsent(test)).client.close();
    test.server.setOffline(false);
    test.server.signIn('ben');
    const page = test.openPage();
    await test.clock.advance(60_000);
    page.client.close();
    openUnloaded(test, '').page.client.purge();
    expect(JSON.stringify([...test.storage.items])).toContain(words.comment);
  });

  it('keeps the words of a user who has signed in since', async () => {
    const test = setUpUsers();
    const ada = await leaveUnsent(test);
    const { page, load } = openUnloaded(test, '');
    page.client.purge();
    test.server.setOffline(false);
    test.server.signIn('ben');
    const ben = test.openPage();
    await test.clock.advance(0);
    test.server.setOffline(true);
    ben.client.submit({ messageId: 'message-2' }, words);
    await load();
    expect(ada.shown().feedback).toEqual(NO_FEEDBACK);
    test.server.setOffline(false);
    ben.page()?.wake();
    await test.clock.advance(60_000);
    expect(test.server.storedFor('ben', 'message-2')).toEqual(words);
  });
});

describe.each(HOST_IDS)('a page that has had no response, %s,', (_, userId) => {
  it('obeys the purge of another page, and sends nothing to the next user', async () => {
    const test = await setUpLatePage(userId);
    const { server, late, page, storage } = test;
    page.client.purge();
    await meetNextUser(test);
    expect(server.storedFor('ben')).toBeUndefined();
    expect(late.shown()).toMatchObject({ feedback: NO_FEEDBACK, draft: null });
    expect(JSON.stringify([...storage.items])).not.toContain('words');
  });

  it('leaves nothing behind if it was closed before the purge', async () => {
    const { late, page, storage } = await setUpLatePage(userId);
    late.client.setDraft({ messageId: 'message-3' }, words);
    late.client.close();
    expect(JSON.stringify([...storage.items])).toContain('words');
    page.client.purge();
    expect(JSON.stringify([...storage.items])).not.toContain('words');
  });

  it('purges other pages of the user whom the host names', async () => {
    const { late, page } = await setUpLatePage(userId);
    page.client.setDraft({ messageId: 'message-3' }, words);
    late.client.purge();
    const { draft } = page.client.getSnapshot({ messageId: 'message-3' });
    expect(draft).toEqual(userId === '' ? words : null);
  });
});

/** A page without a response, which has unsent words and a draft, and a page that knows its user. */
async function setUpLatePage(userId: string) {
  const test = setUpUsers();
  const { server, openPage, clock } = test;
  const { submit, repair } = cutOff(server.submit);
  const late = openPage({ userId, submit });
  late.client.submit(message, words);
  late.client.setDraft({ messageId: 'message-2' }, words);
  const page = openPage({ userId });
  await clock.advance(0);
  return { ...test, late, page, repair };
}

/** A page of the browser's last user whose engine loads with `load`. */
function openUnloaded({ openPage, clock }: ReturnType<typeof setUpUsers>, userId: string) {
  let attach = (_: CreateEngine) => {};
  const loaded = new Promise<CreateEngine>((resolve) => (attach = resolve));
  const page = openPage({ userId, loadEngine: () => loaded });
  return {
    page,
    async load() {
      attach(createEngine);
      await clock.advance(0);
    },
  };
}
