import type { Feedback } from '@message-feedback/core';
import type { StampedFeedback } from '../../packages/core/src/state/register.ts';

/** One submission by the user, whatever stamps it gets. */
export interface Press {
  readonly device: PressDevice;
  readonly messageId: string;
  readonly feedback: Feedback;
  /** Whose page it was made on. `null` before the page's first response. */
  readonly owner: string | null;
  /** Whose feedback it must become. `null` if nothing tells. */
  user: string | null;
  /** The submission that the tab showed before. */
  readonly replaced: Press | null;
  /** The true time. */
  readonly at: number;
}

export interface PressDevice {
  readonly browser: { readonly everBroken: boolean };
  /** Whether the clock was changed, so nothing can tell when an unsent submission was made. */
  readonly isClockUnsteady: boolean;
}

/** Two measured offsets are wrong by half a request of 10 s each, and a second is negligible. */
const ORDER_MS = 12_000;

/** Remembers in which order the user really submitted, independently of all stamps. */
export function createPresses() {
  const presses: Press[] = [];
  const byStamp = new Map<string, Press>();
  const byOrigin = new Map<string, Press>();

  /** A corrected stamp keeps the client and its count of presses. */
  const originOf = (messageId: string, { stamp }: Pick<StampedFeedback, 'stamp'>) =>
    `${messageId} ${stamp.slice(16)}`;

  return {
    add(press: Omit<Press, 'feedback' | 'at'>, submission: StampedFeedback): void {
      const { feedback, stamp } = submission;
      const added = { ...press, feedback, at: Date.now() };
      presses.push(added);
      byStamp.set(press.messageId + stamp, added);
      byOrigin.set(originOf(press.messageId, submission), added);
    },
    some: (test: (press: Press) => boolean) => presses.some(test),
    ofDevice: (device: PressDevice) => presses.filter((press) => press.device === device),
    /** The submission with this stamp, which may have been corrected. */
    find(messageId: string, submission: Pick<StampedFeedback, 'stamp'> | null | undefined): Press | null {
      if (!submission) return null;
      const known = byOrigin.get(originOf(messageId, submission));
      if (known) byStamp.set(messageId + submission.stamp, known);
      return known ?? null;
    },
    /** The submission that certainly has this stamp. */
    withStamp: (messageId: string, stamp: string) => byStamp.get(messageId + stamp),
    /** Nothing tells whose these submissions are any longer. */
    disown(device: PressDevice): void {
      for (const press of presses) if (press.device === device && press.owner === null) press.user = null;
    },
    /** Every stamp that the submission ever had. */
    stampsOf: (press: Press) =>
      [...byStamp].filter(([, each]) => each === press).map(([key]) => key.slice(press.messageId.length)),
    /** Whether a user has pressed later for the same message on the same device, and nothing tells who. */
    isFollowedByUnknownUser: (press: Press) =>
      presses
        .slice(presses.indexOf(press) + 1)
        .some(
          ({ device, messageId, user }) =>
            device === press.device && messageId === press.messageId && user === null,
        ),
    /** All submissions of the same feedback, by any user. */
    equalTo: ({ messageId, feedback }: Press) =>
      presses.filter((press) => press.messageId === messageId && isEqual(press.feedback, feedback)),
    /** The user's last submission for a message on this device. */
    lastOf: (device: PressDevice, messageId: string, user: string | null) =>
      presses.findLast(
        (press) => press.device === device && press.messageId === messageId && press.user === user,
      ),
  };
}

export type Presses = ReturnType<typeof createPresses>;

/**
 * Whether the user certainly submitted `one` before `other`: saw it, or did it much earlier. The
 * latter is not claimed once a device's clock was changed while the page was open.
 */
export function isEarlier(one: Press, other: Press): boolean {
  for (let seen = other.replaced; seen !== null; seen = seen.replaced) if (seen === one) return true;
  if (one.device.isClockUnsteady || other.device.isClockUnsteady) return false;
  return one.at < other.at - ORDER_MS;
}

function isEqual(one: Feedback, other: Feedback): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
