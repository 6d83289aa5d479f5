import type { TabChannel, TabNote } from '@message-feedback/core';
import type { Press, PressDevice, Presses } from './presses.ts';

/** What one purge has removed. */
interface Purge {
  readonly device: PressDevice;
  /** `null` if nothing tells whose feedback it removes. */
  readonly user: string | null;
  readonly presses: Set<Press>;
  /** Whether every tab has heard of it, so that it removes nothing any more. */
  isOver: boolean;
}

interface TabState {
  readonly device: PressDevice;
  /** How many purges of other tabs it has yet to hear of. */
  unheard: number;
  hasTold: boolean;
  hasForgotten: boolean;
}

interface PurgeTab {
  readonly name: string;
  readonly device: PressDevice;
}

/**
 * Remembers what users have purged and which tabs know of it. `onForgotten` gets each submission
 * that a tab may have removed.
 */
export function createPurges(presses: Presses, onForgotten: (press: Press) => void) {
  const purges: Purge[] = [];
  const tabs = new Map<string, TabState>();

  function isKnownOn(device: PressDevice): boolean {
    return [...tabs.values()].every((tab) => tab.device !== device || tab.unheard === 0);
  }

  function forget(device: PressDevice, user: string | null): Set<Press> {
    const forgotten = presses.ofDevice(device).filter((press) => user === null || press.user === user);
    for (const press of forgotten) onForgotten(press);
    return new Set(user === null ? [] : forgotten);
  }

  /** The tab gets a note, which another one has sent at any time before. */
  function hear(tab: TabState, note: TabNote): void {
    const { device } = tab;
    const ofDevice = purges.filter((purge) => purge.device === device);
    if (note.event === 'purged') {
      tab.unheard--;
      tab.hasForgotten = true;
      // It may remove what the user has submitted in other tabs meanwhile.
      for (const { user, isOver } of ofDevice) if (!isOver) forget(device, user);
      if (isKnownOn(device)) for (const purge of ofDevice) purge.isOver = true;
      return;
    }
    // A note from before the purge brings the feedback back.
    for (const purge of ofDevice)
      for (const press of purge.presses)
        if (press.messageId === note.message.messageId) purge.presses.delete(press);
  }

  return {
    /** The channel of a tab that opens. `onPurged` is called when the tab hears of a purge. */
    watch({ name, device }: PurgeTab, channel: TabChannel, onPurged: () => void): TabChannel {
      const tab: TabState = { device, unheard: 0, hasTold: false, hasForgotten: false };
      tabs.set(name, tab);
      return {
        post(note) {
          tab.hasTold ||= note.event === 'purged';
          channel.post(note);
        },
        listen: (listener) =>
          channel.listen((note) => {
            hear(tab, note);
            if (note.event === 'purged') onPurged();
            listener(note);
          }),
      };
    },
    /** Pages that were closed before they heard of a purge may have left what it should have removed. */
    closed({ name, device }: PurgeTab): void {
      if (tabs.get(name)?.unheard !== 0)
        for (const purge of purges) if (purge.device === device) purge.presses.clear();
      tabs.delete(name);
    },
    /** The user purges in this tab, by `act`. Returns whether the tab told the others. */
    purge({ name, device }: PurgeTab, user: string | null, act: () => void): boolean {
      const own = tabs.get(name) as TabState;
      for (const tab of tabs.values()) if (tab.device === device && tab !== own) tab.unheard++;
      purges.push({ device, user, presses: forget(device, user), isOver: isKnownOn(device) });
      Object.assign(own, { hasTold: false, hasForgotten: true });
      act();
      return own.hasTold;
    },
    /** Whether feedback was purged in this tab or in another one that it has heard of. */
    hasForgotten: (name: string) => tabs.get(name)?.hasForgotten === true,
    /** Whether the submission was purged, and every tab of the device knows. */
    covers: (device: PressDevice, press: Press | null) =>
      press !== null &&
      isKnownOn(device) &&
      purges.some((purge) => purge.device === device && purge.presses.has(press)),
  };
}
