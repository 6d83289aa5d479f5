import type { TabNote } from '@message-feedback/core';
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
  /** How many purges each tab has yet to hear of. */
  const unheard = new Map<string, { readonly device: PressDevice; count: number }>();

  function isKnownOn(device: PressDevice): boolean {
    return [...unheard.values()].every((each) => each.device !== device || each.count === 0);
  }

  function forget(device: PressDevice, user: string | null): Set<Press> {
    const forgotten = presses.ofDevice(device).filter((press) => user === null || press.user === user);
    for (const press of forgotten) onForgotten(press);
    return new Set(user === null ? [] : forgotten);
  }

  return {
    opened({ name, device }: PurgeTab): void {
      unheard.set(name, { device, count: 0 });
    },
    /** Pages that were closed before they heard of a purge may have left what it should have removed. */
    closed({ name, device }: PurgeTab): void {
      if (unheard.get(name)?.count !== 0)
        for (const purge of purges) if (purge.device === device) purge.presses.clear();
      unheard.delete(name);
    },
    /** The user purges in this tab. */
    purged({ name, device }: PurgeTab, user: string | null): void {
      for (const [other, each] of unheard) if (each.device === device && other !== name) each.count++;
      purges.push({ device, user, presses: forget(device, user), isOver: isKnownOn(device) });
    },
    /** The tab gets a note, which another one has sent at any time before. */
    heard({ name, device }: PurgeTab, note: TabNote): void {
      const ofDevice = purges.filter((purge) => purge.device === device);
      if (note.event === 'purged') {
        const tab = unheard.get(name);
        if (tab !== undefined) tab.count--;
        // It may remove what the user has submitted in other tabs meanwhile.
        for (const { user, isOver } of ofDevice) if (!isOver) forget(device, user);
        if (isKnownOn(device)) for (const purge of ofDevice) purge.isOver = true;
        return;
      }
      // A note from before the purge brings the feedback back.
      for (const purge of ofDevice)
        for (const press of purge.presses)
          if (press.messageId === note.message.messageId) purge.presses.delete(press);
    },
    /** Whether the submission was purged, and every tab of the device knows. */
    covers: (device: PressDevice, press: Press | null) =>
      press !== null &&
      isKnownOn(device) &&
      purges.some((purge) => purge.device === device && purge.presses.has(press)),
  };
}
