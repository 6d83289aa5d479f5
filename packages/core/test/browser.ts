import { createFeedbackClient, type FeedbackClientOptions } from '../src/client/feedback-client.ts';
import { createEngine } from '../src/engine/engine.ts';
import type { PageEvents, TabChannel, TabNote } from '../src/engine/engine-options.ts';
import { createFakeClock } from '../src/testing/fake-clock.ts';
import { createScriptedSubmit } from '../src/testing/scripted-submit.ts';
import { createMemoryStorage } from './memory-storage.ts';

/** The message that the tests rate. */
export const message = { messageId: 'message-1' };

/** A browser whose tabs share storage and a channel. */
export function setUpBrowser() {
  const clock = createFakeClock();
  const storage = createMemoryStorage();
  const listeners = new Set<(note: TabNote) => void>();
  let opened = 0;

  function openTab(options: Partial<FeedbackClientOptions> = {}) {
    const submit = options.submit ?? createScriptedSubmit();
    let page: Parameters<PageEvents['listen']>[0] | null = null;
    let offline = false;
    const own = new Set<unknown>();
    const channel: TabChannel = {
      post(note) {
        for (const listener of listeners) if (!own.has(listener)) listener(structuredClone(note));
      },
      listen(listener) {
        own.add(listener);
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const client = createFeedbackClient({
      submit,
      storage,
      channel,
      page: {
        listen(listeners) {
          page = listeners;
          return () => {};
        },
        isOffline: () => offline,
      },
      clientId: `tab${opened++}`,
      random: () => 0.5,
      loadEngine: () => createEngine,
      ...clock,
      ...options,
    });
    return {
      client,
      shown: () => client.getSnapshot(message),
      page: () => page,
      setOffline(value: boolean) {
        offline = value;
        if (value) page?.offline();
        else page?.wake();
      },
    };
  }
  return { clock, storage, openTab };
}

/** The keys of the journal without drafts. */
export const submissionsIn = (items: Map<string, string>) =>
  [...items.keys()].filter((key) => !key.includes(':draft:'));
