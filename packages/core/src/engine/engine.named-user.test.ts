import { describe, expect, it } from 'vitest';
import { message } from '../../test/browser.ts';
import { cutOff, meetNextUser, setUpUsers, words } from '../../test/user-server.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';

describe('a page without a response, whose user the host names,', () => {
  it('does not send that user’s feedback as another’s who has signed in since', async () => {
    const test = setUpLatePage();
    const { server, openPage, clock, late } = test;
    openPage({ userId: 'ada' }).client.submit(message, words);
    await clock.advance(0);
    expect(server.storedFor('ada')).toEqual(words);

    await meetNextUser(test);
    expect(server.storedFor('ben')).toBeUndefined();
    expect(late.shown()).toMatchObject({ feedback: NO_FEEDBACK, draft: null });
  });

  it('does not do so when it is left either', async () => {
    const { server, openPage, clock, late, repair } = setUpLatePage();
    openPage({ userId: 'ada' }).client.submit(message, words);
    await clock.advance(0);
    server.signIn('ben');
    repair();
    late.page()?.leave();
    await clock.advance(0);
    expect(server.storedFor('ben')).toBeUndefined();
  });

  it('does not do so after a third page has met the other user', async () => {
    const { server, openPage, openLatePage, clock, late, repair } = setUpLatePage();
    const other = openLatePage();
    openPage({ userId: 'ada' }).client.submit(message, words);
    await clock.advance(0);
    server.signIn('ben');
    repair();
    other.page()?.wake();
    await clock.advance(0);
    late.page()?.wake();
    await clock.advance(60_000);
    expect(server.storedFor('ben')).toBeUndefined();
  });

  it('belongs to the user who is signed in once the host reports a sign-in', async () => {
    const { server, openPage, clock, late, repair } = setUpLatePage();
    openPage({ userId: 'ada' });
    await clock.advance(0);
    late.client.resume();
    server.signIn('ben');
    repair();
    late.client.submit(message, words);
    await clock.advance(60_000);
    expect(server.storedFor('ben')).toEqual(words);
  });

  it('does not show that user’s draft to another who has signed in since', async () => {
    const { server, openPage, clock, late, repair } = setUpLatePage();
    late.client.setDraft(message, words);
    openPage({ userId: 'ada' });
    await clock.advance(0);
    server.signIn('ben');
    repair();
    late.page()?.wake();
    await clock.advance(60_000);
    expect(late.shown().draft).toBeNull();
  });

  it.each([
    ['its read responds', false],
    ['it sends', true],
  ])('sends what other pages of that user have left when %s', async (_, submits) => {
    const { server, openPage, clock, late, repair } = setUpLatePage({ reads: !submits });
    const page = openPage({ userId: 'ada' });
    await clock.advance(0);
    server.setOffline(true);
    if (submits) late.client.submit(message, words);
    page.client.submit({ messageId: 'message-2' }, words);
    await clock.advance(0);
    page.client.close();
    server.setOffline(false);
    repair();
    await clock.advance(60_000);
    expect(server.storedFor('ada', 'message-2')).toEqual(words);
    expect(server.storedFor('ada')).toEqual(submits ? words : undefined);
  });
});

/** A page of Ada's that has had no response yet, because its requests are lost until `repair`. */
function setUpLatePage({ reads = true } = {}) {
  const users = setUpUsers();
  const { submit, load, repair } = cutOff(users.server.submit);
  const openLatePage = () =>
    users.openPage({ userId: 'ada', submit: Object.assign(submit, reads && { load }) });
  return { ...users, openLatePage, late: openLatePage(), repair };
}
