import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { setUpUsers, words } from '../../test/user-server.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';

const messages = Array.from({ length: 20 }, (_, index) => ({ messageId: `message-${index}` }));

/** A page whose session has expired, with many held submissions. */
async function setUpHeld() {
  const { clock, openTab } = setUpBrowser();
  const submit = createScriptedSubmit();
  submit.failAlways('unauthenticated');
  const page = openTab({ submit });
  for (const each of messages) page.client.rate(each, 'like');
  await clock.advance(60_000);
  const stateOf = () => new Set(messages.map((each) => page.client.getSnapshot(each).delivery));
  return { clock, submit, ...page, stateOf, sent: () => submit.received.length };
}

describe('held submissions', () => {
  it('are all sent after the user signed in elsewhere and comes back to the page', async () => {
    const { clock, submit, page, stateOf } = await setUpHeld();
    expect(stateOf()).toEqual(new Set(['held']));
    submit.failAlways(null);
    page()?.wake();
    await clock.advance(0);
    expect(stateOf()).toEqual(new Set(['settled']));
    expect(submit.stored.size).toBe(messages.length);
  });

  it('cost one attempt per return while the user is still signed out', async () => {
    const { clock, page, stateOf, sent } = await setUpHeld();
    const before = sent();
    for (let focus = 1; focus <= 5; focus++) {
      // A browser fires several events at once.
      page()?.wake();
      page()?.wake();
      expect(stateOf()).toEqual(new Set(['held']));
      await clock.advance(60_000);
      expect(sent()).toBe(before + focus);
    }
    expect(stateOf()).toEqual(new Set(['held']));
  });

  it('are not stuck behind one that is refused again', async () => {
    const { clock, page, submit, stateOf } = await setUpHeld();
    submit.failAlways(null);
    submit.failNext('cross_origin');
    page()?.wake();
    await clock.advance(0);
    page()?.wake();
    await clock.advance(0);
    expect(stateOf()).toEqual(new Set(['settled']));
  });

  it('are sent with a new press, which makes one attempt', async () => {
    const { clock, client, submit, stateOf, sent } = await setUpHeld();
    const before = sent();
    client.rate(message, 'dislike');
    await clock.advance(60_000);
    expect(sent()).toBe(before + 1);
    expect(stateOf()).toEqual(new Set(['held']));
    submit.failAlways(null);
    client.rate(message, 'like');
    await clock.advance(0);
    expect(stateOf()).toEqual(new Set(['settled']));
  });

  it('obey Retry-After of the attempt', async () => {
    const { clock, submit, page, sent } = await setUpHeld();
    submit.failNext('too_many_requests', { retryAfterMs: 60_000 });
    const before = sent();
    for (let focus = 0; focus < 59; focus++) {
      page()?.wake();
      await clock.advance(1_000);
    }
    expect(sent()).toBe(before + 1);
    await clock.advance(1_000);
    page()?.wake();
    await clock.advance(0);
    expect(sent()).toBe(before + 2);
  });

  it('are sent when a read succeeds', async () => {
    const { clock, server, openPage } = setUpUsers();
    const page = openPage();
    await clock.advance(0);
    server.signIn(null);
    page.client.submit(message, words);
    page.client.subscribe({ messageId: 'message-2' }, () => {});
    await clock.advance(0);
    expect(page.shown().delivery).toBe('held');
    server.signIn('ada');
    page.client.subscribe({ messageId: 'message-3' }, () => {});
    // After a refused read, the next one waits.
    await clock.advance(1_000);
    expect(page.shown().delivery).toBe('settled');
    expect(server.storedFor('ada')).toEqual(words);
  });

  it('are read with one request per return, whatever the number of messages', async () => {
    const { clock, server, openTab } = setUpUsers();
    server.signIn(null);
    let reads = 0;
    const load: typeof server.submit.load = (...call) => {
      reads++;
      return server.submit.load(...call);
    };
    const { client, page } = openTab({ submit: server.submit, load });
    for (let index = 0; index < 1_000; index++) client.subscribe({ messageId: `m${index}` }, () => {});
    await clock.advance(60_000);
    expect(reads).toBe(1);
    page()?.wake();
    await clock.advance(60_000);
    expect(reads).toBe(2);
    server.signIn('ada');
    page()?.wake();
    await clock.advance(60_000);
    expect(reads).toBe(12);
  });
});
