import type { JournalStorage, PageEvents, TabChannel, TabLocks, TabNote } from '@message-feedback/core';
import type { Pass } from './network.ts';

/**
 * One browser with storage that can break, notes between tabs that arrive in any order, locks and
 * page events.
 */
export function createBrowser(pass: Pass): Browser {
  const items = new Map<string, string>();
  const noteListeners = new Map<string, (note: TabNote) => void>();
  const held = new Map<string, string>();
  const pages = new Map<string, Parameters<PageEvents['listen']>[0]>();
  let health: StorageHealth = 'well';
  let everBroken = false;

  function assertWorks(writing: boolean): void {
    if (health === 'blocked' || (health === 'full' && writing))
      throw new DOMException(health, 'QuotaExceededError');
  }

  return {
    get everBroken() {
      return everBroken;
    },
    items,
    pages,
    setHealth(next) {
      health = next;
      everBroken ||= next !== 'well';
    },
    corrupt() {
      everBroken = true;
      for (const key of items.keys()) items.set(key, '{"message":');
    },
    open: (tab) => ({
      storage: {
        get length() {
          assertWorks(false);
          return items.size;
        },
        key: (index) => [...items.keys()][index] ?? null,
        getItem(key) {
          assertWorks(false);
          return items.get(key) ?? null;
        },
        setItem(key, value) {
          assertWorks(true);
          items.set(key, value);
        },
        removeItem(key) {
          assertWorks(false);
          items.delete(key);
        },
      },
      channel: {
        post(note) {
          for (const other of noteListeners.keys()) {
            if (other === tab) continue;
            // The other tab may be closed by then.
            const deliver = () => noteListeners.get(other)?.(structuredClone(note));
            void pass('note').then(deliver);
          }
        },
        listen(listener) {
          noteListeners.set(tab, listener);
          return () => noteListeners.delete(tab);
        },
      },
      locks: {
        async hold(name, work) {
          const free = !held.has(name);
          if (free) held.set(name, tab);
          await work(free);
          if (free && held.get(name) === tab) held.delete(name);
        },
      },
      page: {
        listen(listeners) {
          pages.set(tab, listeners);
          return () => pages.delete(tab);
        },
      },
    }),
    close(tab) {
      noteListeners.delete(tab);
      pages.delete(tab);
      for (const [name, holder] of held) if (holder === tab) held.delete(name);
    },
  };
}

export type StorageHealth = 'well' | 'full' | 'blocked';

export interface Browser {
  /** Whether storage ever failed, so unsent feedback of a closed tab may be lost. */
  readonly everBroken: boolean;
  readonly items: ReadonlyMap<string, string>;
  /** The page listeners of each open tab. */
  readonly pages: ReadonlyMap<string, Parameters<PageEvents['listen']>[0]>;
  setHealth(health: StorageHealth): void;
  /** Makes every stored entry unreadable. */
  corrupt(): void;
  open(tab: string): BrowserTab;
  /** Closes the tab and releases its locks and listeners. */
  close(tab: string): void;
}

export interface BrowserTab {
  readonly storage: JournalStorage;
  readonly channel: TabChannel;
  readonly locks: TabLocks;
  readonly page: PageEvents;
}
