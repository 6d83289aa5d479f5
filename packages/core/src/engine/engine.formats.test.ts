import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { createMemoryStorage } from '../../test/memory-storage.ts';
import { setUpUsers, words } from '../../test/user-server.ts';
import { hash } from '../state/journal.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { formatStamp } from '../wire/stamp.ts';

/** The scope of the unnamed user in the first format. */
const FIRST_SCOPE = 'message-feedback:0ztntfp0ztntfp:';
const STAMP = formatStamp({ ms: 1_700_000_000_000, counter: 0, clientId: 'old' });
const OLD_KEY = `${FIRST_SCOPE}${STAMP}:message-1`;
const feedback = { rating: 'like', reasons: [], comment: '' } as const;
const OLD_VALUE = JSON.stringify({ message, feedback });

describe('a tab of the first release next to a newer one', () => {
  it('leaves its unsent feedback to the newer tab', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    storage.setItem(OLD_KEY, OLD_VALUE);
    const submit = createScriptedSubmit();
    const { client, shown } = openTab({ submit });
    client.start();
    await clock.advance(1_000);
    expect(submit.received).toEqual([{ message, feedback, stamp: STAMP }]);
    expect(shown()).toMatchObject({ feedback, delivery: 'settled' });
    expect(storage.items.size).toBe(0);
  });

  it('leaves its draft to the newer tab', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const draft = { ...feedback, comment: 'half a sen' };
    storage.setItem(`${FIRST_SCOPE}draft:message-1`, JSON.stringify({ message, draft, at: clock.now() }));
    for (let opened = 0; opened < 2; opened++) {
      const { client, shown } = openTab();
      client.start();
      expect(shown().draft).toEqual(draft);
      client.close();
    }
    expect(storage.items.size).toBe(1);
  });

  it('does not see the newer tab’s entries, so it cannot remove or misread them', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const { client } = openTab({ submit });
    client.rate(message, 'like');
    client.setDraft(message, { ...feedback, comment: 'x' });
    await clock.advance(0);
    // The first release removes every key of its scope that it cannot parse.
    expect([...storage.items.keys()].filter((key) => key.startsWith('message-feedback:'))).toEqual([]);
    expect(storage.items.size).toBe(2);
  });

  it('gives its feedback to the destination that shows the message, and to no other', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    storage.setItem(OLD_KEY, OLD_VALUE);
    const [help, shop] = ['/help', '/shop'].map((destination) =>
      Object.assign(createScriptedSubmit(), { destination }),
    );
    const helpPage = openTab({ ...(help && { submit: help }) });
    helpPage.client.start();
    openTab({ ...(shop && { submit: shop }) }).client.subscribe({ messageId: 'other' }, () => {});
    await clock.advance(60_000);
    expect([help?.received, shop?.received]).toEqual([[], []]);
    helpPage.client.subscribe(message, () => {});
    await clock.advance(1_000);
    expect([help?.received.length, shop?.received.length]).toEqual([1, 0]);
  });

  it('does not give one user’s feedback to another whom the browser knows', async () => {
    const { clock, storage, server, openPage } = setUpUsers();
    const first = openPage();
    await clock.advance(0);
    first.client.close();
    storage.setItem(OLD_KEY, JSON.stringify({ message, feedback: words }));
    server.signIn('ben');
    const second = openPage();
    await clock.advance(60_000);
    expect(second.shown().feedback.rating).toBeNull();
    second.client.close();
    expect(server.received).toEqual([]);
  });
});

describe('a tab of a later release', () => {
  it('finds its entries again after a tab of this one has read the journal', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const later = {
      'message-feedback/3:scope:anything': '{"message":{"messageId":"message-1"}}',
      [`message-feedback/2:${hash('\n')}:~:${STAMP}:message-1`]:
        '{"message":{"messageId":"message-1"},"feedback":{"stars":5}}',
    };
    for (const [key, value] of Object.entries(later)) storage.setItem(key, value);
    const submit = createScriptedSubmit();
    openTab({ submit }).client.start();
    await clock.advance(60_000);
    expect(Object.fromEntries(storage.items)).toEqual(later);
    expect(submit.received).toEqual([]);
  });

  it('is not disturbed by events that this one does not know', async () => {
    const storage = createMemoryStorage();
    const { clock, openTab } = setUpBrowser();
    const channel = openTab({ storage });
    channel.client.start();
    const { shown, client } = openTab({ storage, channel: { post: () => {}, listen: later } });
    client.start();
    await clock.advance(0);
    expect(shown().feedback.rating).toBeNull();

    function later(listener: (note: never) => void) {
      listener({
        scope: `message-feedback/2:${hash('\n')}:~`,
        message,
        event: { type: 'starred', stars: 5 },
      } as never);
      return () => {};
    }
  });
});
