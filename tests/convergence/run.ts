import { NO_FEEDBACK } from '@message-feedback/core';
import type { FeedbackRow } from '@message-feedback/proxy';
import fc, { type Scheduler } from 'fast-check';
import { vi } from 'vitest';
import { keyOf } from './accepts.ts';
import { isOfOtherBot } from './other-bot.ts';
import { isEarlier, type Press } from './presses.ts';
import { sealReferences } from './references.ts';
import type { Stage } from './stage.ts';
import { createTextbookWorld } from './textbook.ts';
import {
  createWorld,
  type Device,
  expectedAtDify,
  isRefused,
  MESSAGES,
  USERS,
  type World,
  type WorldOptions,
} from './world.ts';

export type Commands = Iterable<fc.AsyncCommand<object, Stage>>;

/** Runs the commands in a world, ends all faults, and returns every broken promise. */
export async function runWorld(
  scheduler: Scheduler,
  commands: Commands,
  { sealsReferences = false, ...options }: RunOptions = {},
): Promise<readonly string[]> {
  if (sealsReferences) sealing ??= sealReferences({ messageIds: MESSAGES, userId: USERS[0], startMs: START });
  const references = sealsReferences ? await sealing : null;
  vi.setSystemTime(START);
  const world = createWorld(scheduler, { ...options, references: references ?? null });
  try {
    world.openTab(world.openDevice(0));
    await fc.scheduledModelRun(scheduler, () => ({ model: {}, real: world as Stage }), commands);
    const found: string[] = [];
    // Each user signs in again, and finds everything as they left it.
    for (const user of world.usersSeen) {
      found.push(...(await recover(world, scheduler, user)));
      found.push(...(await findDifferences(world, user)));
    }
    return [...world.violations, ...found, ...leftOf(world)];
  } finally {
    world.end();
  }
}

/** The same for all runs. */
let sealing: ReturnType<typeof sealReferences> | undefined;

export interface RunOptions extends Omit<WorldOptions, 'references'> {
  /** Whether bars refer to their messages by sealed references, which expire. For one user only. */
  readonly sealsReferences?: boolean;
}

/** Does the same with the optimistic update that TanStack Query documents. */
export async function runTextbookWorld(scheduler: Scheduler, commands: Commands): Promise<readonly string[]> {
  vi.setSystemTime(START);
  const world = createTextbookWorld(scheduler);
  for (const device of world.devices) world.openTab(device);
  await fc.scheduledModelRun(scheduler, () => ({ model: {}, real: world as Stage }), commands);
  world.heal();
  while (scheduler.count() > 0) await scheduler.waitOne();
  await vi.advanceTimersByTimeAsync(60_000);
  return world.differences();
}

const START = 1_800_000_000_000;
/** Longer than any wait: the proxy retries rejected credentials every five minutes. */
const HEALING_MS = 20 * 60_000;
const STEP_MS = 20_000;

/** Ends all faults and lets time pass, without presses. */
async function recover(world: World, scheduler: Scheduler, user: string): Promise<readonly string[]> {
  world.heal(user);
  while (scheduler.count() > 0) await scheduler.waitOne();
  await becomeQuiet(world);
  // The open tabs have sent what closed ones left. Other users' feedback waits for them.
  const left = world.usersSeen.size === 1 ? unsentIn(world) : [];
  // Shows what a reload shows.
  for (const device of world.devices) world.openTab(device);
  await becomeQuiet(world);
  return left;
}

async function becomeQuiet(world: World): Promise<void> {
  for (let waited = 0; waited < HEALING_MS; waited += STEP_MS) {
    await vi.advanceTimersByTimeAsync(STEP_MS);
    if (await isQuiet(world)) return;
  }
}

async function isQuiet({ tabs, store }: World): Promise<boolean> {
  const settled = [...tabs.values()].every(({ client }) =>
    MESSAGES.every((messageId) => client.getSnapshot({ messageId }).delivery === 'settled'),
  );
  return settled && (await store.nextDueAt()) === null;
}

/** Lists the differences between the latest submission and the shown, stored and delivered ones. */
async function findDifferences(world: World, user: string): Promise<readonly string[]> {
  const { tabs, store, dify, devices, accepted, promised, presses } = world;
  const found: string[] = [];
  for (const messageId of MESSAGES) {
    const [row] = await store.get(user, [messageId]);
    const stored = row?.submission.feedback ?? NO_FEEDBACK;
    const isDead = row?.deadLetterCause === 'upstream_refused' && isRefused(stored);
    if (isOfOtherBot(stored)) found.push('(9) the store has the feedback of another bot');
    for (const { name, client, register, device } of tabs.values()) {
      const newest = [...tabs.values()].findLast((tab) => tab.device === device)?.name;
      const { feedback, delivery } = client.getSnapshot({ messageId });
      // Another device submitted it, or a closed tab whose journal broke, and it arrived after this
      // tab's read. Only a reload shows it, as the new tab proves.
      const isFromHere = presses.find(messageId, row?.submission)?.device === device;
      const shown = register(messageId)?.submission?.stamp ?? '';
      const isUnheard = device.browser.everBroken || !isFromHere;
      const isOlder = isUnheard && shown < (row?.submission.stamp ?? '');
      // It has read what the upstream refused a moment later, or has forgotten what was purged. Only a
      // reload shows that, too.
      const mayDiffer = isOlder || isRefused(feedback) || isDead || world.hasForgotten(name);
      if (name !== newest && delivery === 'settled' && mayDiffer) continue;
      if (!isEqual(feedback, stored))
        found.push(`(1) ${name} shows ${text(feedback)}, stored is ${text(stored)}`);
      if (delivery !== 'settled') found.push(`(1) ${name} has unsent feedback`);
    }
    const atDify = dify.stored(messageId, user);
    const expected = expectedAtDify(stored);
    if (!isDead && !isEqual(atDify, expected)) found.push(`(7) Dify has ${text(atDify)} for ${text(stored)}`);
    if (!isDead && row?.deadLetterCause) found.push('(7) a dead letter');
    // Refused feedback leaves the store again, unless a response has accepted it.
    const least = presses.some(({ feedback }) => isRefused(feedback))
      ? promised.get(messageId)
      : accepted.get(keyOf(user, messageId));
    if ((row?.submission.stamp ?? '') < (least ?? '')) found.push('(7) the store went back');
    for (const device of devices) found.push(...lostOn(device, { messageId, user }, row, world));
  }
  return found;
}

function leftOf(world: World): readonly string[] {
  const { dify, usersSeen, hostNamesUsers } = world;
  // A host that names one user while another answers leaves feedback where no page looks for it.
  const isContradicted = hostNamesUsers && usersSeen.size > 1;
  const found = isContradicted ? [] : unsentIn(world);
  if (dify.mostInFlight > 1) found.push(`(5) ${dify.mostInFlight} requests for one message at Dify`);
  return found;
}

function unsentIn({ devices }: World): string[] {
  return devices.flatMap(({ browser }) => {
    const isLeft = [...browser.items.keys()].some((key) => /:\d{15}-/.test(key));
    return isLeft && !browser.everBroken ? ['(2) the journal is not empty'] : [];
  });
}

/** The last submission of a device is stored, or a later one of another device is. */
function lostOn(
  device: Device,
  { messageId, user }: Pick<Press, 'messageId' | 'user'>,
  row: FeedbackRow | undefined,
  world: World,
): string[] {
  const { presses, excused, tabs, isStored } = world;
  const last = presses.lastOf(device, messageId, user);
  const winner = presses.find(messageId, row?.submission);
  if (last === undefined || last === winner || excused.has(last)) return [];
  // Its page says so, and keeps the text.
  if (isRefused(last.feedback)) return [];
  // The proxy has it superseded by feedback that its page did not know, and that the upstream then refused.
  if (presses.some((each) => isRefused(each.feedback) && !isEarlier(each, last))) return [];
  // A later press may be this user's, too, and have replaced it: its page did not know its user.
  if (presses.isFollowedByUnknownUser(last)) return [];
  // Storage that failed keeps entries that should be gone, and a clock that was changed misdates them.
  if (winner?.device.isClockUnsteady && winner.device.browser.everBroken) return [];
  const loss = `${text(last.feedback)} was lost, stored is ${text(row?.submission.feedback)}`;
  if (winner === null || isEarlier(winner, last)) return [`(2) ${loss}`];
  // A page whose user is not known yet may replace another user's submission on the same device.
  if (device.usersSeen.size > 1) return [];
  // The text was never stored, so the text must be in its form.
  if (isEqual(last.feedback, row?.submission.feedback)) return [];
  const { rating, reasons, comment } = last.feedback;
  if (
    rating === null ||
    (reasons.length === 0 && comment === '') ||
    presses.equalTo(last).some((press) => isStored(press, user))
  )
    return [];
  const drafts = [...tabs.values()]
    .filter((tab) => tab.device === device)
    .map(({ client }) => client.getSnapshot({ messageId }).draft);
  return drafts.some((draft) => isEqual(draft, { rating, reasons, comment }))
    ? []
    : [`(2) the text of ${loss}`];
}

function isEqual(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
