import type { JournalStorage, PageEvents, TabChannel, TabLocks, TabNote } from '@message-feedback/core';
import { recordToNote } from '@message-feedback/core/engine';
import type { Pass } from './network.ts';

/**
 * One browser with storage that can break, notes between tabs that arrive in any order, locks and
 * page events.
 */
export function createBrowser(pass: Pass): Browser {
  const items = new Map<string, string>();
  const noteListeners = new Map<string, (note: TabNote) => void>();
  /** The prefix of each tab's journal records. */
  const prefixes = new Map<string, string>();
  const held = new Map<string, string>();
  const pages = new Map<string, Parameters<PageEvents['listen']>[0]>();
  let health: StorageHealth = 'well';
  let everBroken = false;

  function assertWorks(writing: boolean): void {
    if (health === 'blocked' || (health === 'full' && writing))
      throw new DOMException(health, 'QuotaExceededError');
  }

  /** Notes and storage events reach other tabs in any order, and the other tab may be closed by then. */
  function sendToOthers(tab: string, noteFor: (other: string) => TabNote | null): void {
    for (const other of noteListeners.keys()) {
      const note = other === tab ? null : noteFor(other);
      if (note) void pass('note').then(() => noteListeners.get(other)?.(structuredClone(note)));
    }
  }

  function noteOfRecord(tab: string, key: string, value: string): TabNote | null {
    const prefix = prefixes.get(tab);
    return prefix === undefined ? null : recordToNote(prefix, key, value);
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
          const isChanged = items.get(key) !== value;
          items.set(key, value);
          if (isChanged) sendToOthers(tab, (other) => noteOfRecord(other, key, value));
        },
        removeItem(key) {
          assertWorks(false);
          items.delete(key);
        },
      },
      channel: {
        post: (note) => sendToOthers(tab, () => note),
        listen(listener) {
          noteListeners.set(tab, listener);
          return () => noteListeners.delete(tab);
        },
      },
      followRecords: (prefix) => void prefixes.set(tab, prefix),
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
  /** Lets the tab learn of other tabs' records under this prefix, as from storage events. */
  followRecords(prefix: string): void;
  readonly locks: TabLocks;
  readonly page: PageEvents;
}
