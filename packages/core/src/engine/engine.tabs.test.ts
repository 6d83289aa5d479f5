import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import type { LoadedFeedback } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { type CreateEngine, createEngine, recordToNote } from './engine.ts';
import type { TabNote } from './engine-options.ts';

describe('the tabs of one user', () => {
  it('show the same feedback at once', async () => {
    const { clock, openTab } = setUpBrowser();
    const here = openTab();
    const there = openTab();
    there.client.start();
    here.client.rate(message, 'like');
    expect(there.shown().feedback.rating).toBe('like');
    await clock.advance(0);
    there.client.rate(message, 'dislike');
    expect(here.shown().feedback.rating).toBe('dislike');
  });

  it('send a submission once', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const here = openTab({ submit });
    const there = openTab({ submit });
    there.client.start();
    here.client.rate(message, 'like');
    await clock.advance(60_000);
    expect(submit.received).toHaveLength(1);
    expect(there.shown()).toMatchObject({ delivery: 'settled', confirmed: { feedback: { rating: 'like' } } });
  });

  it('send what a closed tab left unsent', async () => {
    const { clock, openTab } = setUpBrowser();
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

  it('share a refusal, so that no tab sends the submission again', async () => {
    const { clock, openTab } = setUpBrowser();
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

  it('wait for the tab that holds the lock, but not forever', async () => {
    const { clock, openTab } = setUpBrowser();
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

describe('tabs that learn of each other by storage events', () => {
  /** The event of each changed value reaches the other tabs, at most a hundred times. */
  function setUpStorageEvents() {
    const { clock, storage, openTab } = setUpBrowser();
    const tabs = new Map<string, (note: TabNote) => void>();
    let writes = 0;

    function open(token: string) {
      const submit = Object.assign(createScriptedSubmit(), {
        load: async (): Promise<LoadedFeedback> => ({ items: [], serverTime: clock.now() }),
      });
      submit.failAlways('network');
      let prefix = '';
      const loadEngine = (): CreateEngine => (state, options) => {
        prefix = state.journal.prefix;
        return createEngine(state, options);
      };
      const setItem = (key: string, value: string) => {
        if (storage.getItem(key) === value) return;
        storage.setItem(key, value);
        const note = recordToNote(prefix, key, value);
        if (note === null || ++writes > 100) return;
        for (const [other, listener] of tabs) if (other !== token) queueMicrotask(() => listener(note));
      };
      const tab = openTab({
        submit,
        loadEngine,
        storage: Object.assign(Object.create(storage), { setItem }),
        channel: {
          post() {},
          listen(listener) {
            tabs.set(token, listener);
            return () => tabs.delete(token);
          },
        },
      });
      const ref = { ...message, token };
      tab.client.subscribe(ref, () => {});
      return { ...tab, ref };
    }
    return { clock, open, writes: () => writes };
  }

  it('write the record of a submission a few times, even if each has another reference', async () => {
    const { clock, open, writes } = setUpStorageEvents();
    const here = open('here');
    const there = open('there');
    await clock.advance(0);
    here.client.rate(here.ref, 'like');
    await clock.advance(0);
    expect(there.shown().feedback.rating).toBe('like');
    expect(writes()).toBeLessThan(10);
  });
});
