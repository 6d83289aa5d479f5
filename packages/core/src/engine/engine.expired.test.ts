import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';

const DAY = 86_400_000;
const words = { rating: 'dislike', reasons: [], comment: 'Too long' } as const;

/** A page that knows the proxy's time. */
async function setUpPage() {
  const { clock, storage, openTab } = setUpBrowser();
  const onExpired = vi.fn();
  const submit = createScriptedSubmit();
  const load = vi.fn(async () => ({ items: [], serverTime: clock.now() }));
  const tab = openTab({ submit, load, onExpired });
  tab.client.subscribe(message, () => {});
  await clock.advance(0);
  return {
    ...tab,
    ...{ clock, storage, submit, onExpired },
    async visitTwice() {
      for (let visit = 0; visit < 2; visit++) {
        tab.page()?.wake();
        await clock.advance(60_000);
      }
    },
  };
}

/** A page with feedback that could not be sent for eight days, during which it stayed open. */
async function setUpUnsent() {
  const test = await setUpPage();
  test.submit.failAlways('unauthenticated');
  test.client.submit(message, words);
  await test.clock.advance(0);
  expect(test.shown().delivery).toBe('held');
  test.clock.shift(8 * DAY);
  return test;
}

describe('unsent feedback of a page that stays open for more than a week', () => {
  it('expires, and then the page neither shows nor sends it', async () => {
    const { client, visitTwice, shown, clock, submit, onExpired, storage } = await setUpUnsent();
    await visitTwice();
    expect(onExpired.mock.calls).toEqual([[{ message, feedback: words }]]);
    expect(shown()).toMatchObject({ feedback: NO_FEEDBACK, delivery: 'settled' });
    submit.failAlways(null);
    client.resume();
    await clock.advance(60_000);
    expect(submit.stored.size).toBe(0);
    expect(JSON.stringify([...storage.items])).not.toContain(words.comment);
  });

  it('does not expire if it can be sent after all', async () => {
    const { page, shown, clock, submit, onExpired } = await setUpUnsent();
    submit.failAlways(null);
    page()?.wake();
    await clock.advance(60_000);
    expect(submit.stored.get('message-1')?.feedback).toEqual(words);
    expect(shown()).toMatchObject({ feedback: words, delivery: 'settled' });
    expect(onExpired).not.toHaveBeenCalled();
  });
});

describe('a draft of a page that stays open for more than a week', () => {
  it('does not expire, as the form still has it', async () => {
    const { client, visitTwice, shown, clock, onExpired, storage } = await setUpPage();
    client.setDraft(message, words);
    clock.shift(8 * DAY);
    await visitTwice();
    expect(shown().draft).toEqual(words);
    expect(onExpired).not.toHaveBeenCalled();
    expect(JSON.stringify([...storage.items])).toContain(words.comment);
  });
});
