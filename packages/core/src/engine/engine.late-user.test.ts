import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { withComment } from '../../test/devices.ts';
import { leaveUnsent, setUpUsers, words } from '../../test/user-server.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import type { CreateEngine } from './engine.ts';
import { createEngine } from './engine.ts';

const other = { messageId: 'message-2' };

function unreachable() {
  const submit = createScriptedSubmit();
  submit.failAlways('network');
  return submit;
}

/** The engine's code, which arrives with `load`. */
function createSlowLoading() {
  let load = () => {};
  const loading = new Promise<CreateEngine>((resolve) => (load = () => resolve(createEngine)));
  return { loadEngine: () => loading, load };
}

describe('a user who becomes known after the first press', () => {
  it('keeps what was pressed and typed on this page, and nothing of it stays behind', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const early = openTab({ submit: unreachable() }).client;
    early.rate(message, 'dislike');
    early.setDraft(message, { rating: 'dislike', reasons: [], comment: 'Half a thou' });
    await clock.advance(0);

    const submit = createScriptedSubmit();
    const { client } = openTab({ submit, userId: 'ada' });
    early.close(client);
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['dislike']);
    expect(client.getSnapshot(message).draft?.comment).toBe('Half a thou');
    client.setDraft(message, null);
    expect(storage.items.size).toBe(0);
  });

  it('keeps what was pressed before the engine was loaded', async () => {
    const { clock, openTab } = setUpBrowser();
    const { loadEngine, load } = createSlowLoading();
    const early = openTab({ submit: unreachable(), loadEngine }).client;
    early.rate(message, 'like');
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit, userId: 'ada' });
    early.close(client);
    load();
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
  });

  it('keeps what the user has pressed and typed since, while the engine was loading', async () => {
    const { clock, openTab } = setUpBrowser();
    const { loadEngine, load } = createSlowLoading();
    const early = openTab({ submit: unreachable(), loadEngine }).client;
    early.rate(message, 'like');
    early.rate(other, 'like');
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit, userId: 'ada' });
    early.close(client);
    client.submit(message, withComment('Wrong year'));
    client.setDraft(message, { rating: 'dislike', reasons: [], comment: 'and' });
    client.setDraft(other, { rating: 'like', reasons: [], comment: 'Clear' });
    load();
    await clock.advance(60_000);
    expect(submit.stored.get('message-1')?.feedback).toEqual(withComment('Wrong year'));
    expect(client.getSnapshot(message).draft?.comment).toBe('and');
    expect(submit.stored.get('message-2')?.feedback.rating).toBe('like');
    expect(client.getSnapshot(other).draft?.comment).toBe('Clear');
  });

  it('gets nothing that was pressed on an earlier page, perhaps by another user', async () => {
    const { clock, openTab } = setUpBrowser();
    const earlier = openTab({ submit: unreachable() }).client;
    earlier.rate(other, 'like');
    await clock.advance(0);
    earlier.close();

    const early = openTab({ submit: unreachable() }).client;
    early.rate(message, 'like');
    await clock.advance(2_000);
    const submit = createScriptedSubmit();
    early.close(openTab({ submit, userId: 'ada' }).client);
    await clock.advance(5_000);
    expect(submit.received.map((each) => each.message.messageId)).toEqual(['message-1']);
  });

  it('is not followed by a user who signs in after another', async () => {
    const { clock, openTab } = setUpBrowser();
    const ada = openTab({ submit: unreachable(), userId: 'ada' }).client;
    ada.rate(message, 'like');
    await clock.advance(0);
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit, userId: 'ben' });
    ada.close(client);
    await clock.advance(5_000);
    expect(submit.received).toEqual([]);
    expect(client.getSnapshot(message).feedback.rating).toBe(null);
  });
});

describe('a page whose user tag is known before the host names its user', () => {
  it('hands its feedback to the client of the named user, who is the same', async () => {
    const browser = setUpUsers();
    const early = await leaveUnsent(browser);
    const named = browser.openPage({ userId: 'ada' });
    early.client.close(named.client);
    browser.server.setOffline(false);
    await browser.clock.advance(60_000);
    expect(browser.server.storedFor('ada')).toEqual(words);
    expect(named.shown().feedback).toEqual(words);
  });

  it('never stores it for another named user, who does not see it either', async () => {
    const browser = setUpUsers();
    const early = await leaveUnsent(browser);
    browser.server.signIn('ben');
    const named = browser.openPage({ userId: 'ben' });
    early.client.close(named.client);
    browser.server.setOffline(false);
    await browser.clock.advance(60_000);
    expect(browser.server.storedFor('ben')).toBeUndefined();
    expect(named.shown().feedback.rating).toBeNull();
  });

  it('hands nothing over once it is hidden from another signed-in user', async () => {
    const browser = setUpUsers();
    const early = await leaveUnsent(browser);
    browser.server.signIn('ben');
    browser.server.setOffline(false);
    early.client.retry(message);
    await browser.clock.advance(60_000);
    const named = browser.openPage({ userId: 'ben' });
    early.client.close(named.client);
    expect(named.shown().feedback.rating).toBeNull();
  });

  it('hands nothing to a client of another destination', async () => {
    const browser = setUpUsers();
    const early = await leaveUnsent(browser);
    const elsewhere = browser.openPage({ userId: 'ada', destination: 'shop' });
    early.client.close(elsewhere.client);
    browser.server.setOffline(false);
    await browser.clock.advance(60_000);
    expect(browser.server.storedFor('ada')).toBeUndefined();
  });
});
