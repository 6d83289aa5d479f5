import { NO_FEEDBACK } from '@message-feedback/core';
import fc, { type Scheduler } from 'fast-check';
import { vi } from 'vitest';
import type { Stage } from './stage.ts';
import { createTextbookWorld } from './textbook.ts';
import { createWorld, expectedAtDify, keyOf, MESSAGES, type World, type WorldOptions } from './world.ts';

export type Commands = Iterable<fc.AsyncCommand<object, Stage>>;

/** Runs the commands in a world, ends all faults, and returns every broken promise. */
export async function runWorld(
  scheduler: Scheduler,
  commands: Commands,
  options: WorldOptions = {},
): Promise<readonly string[]> {
  vi.setSystemTime(START);
  const world = createWorld(scheduler, options);
  try {
    world.openTab();
    world.openTab();
    await fc.scheduledModelRun(scheduler, () => ({ model: {}, real: world as Stage }), commands);
    const found: string[] = [];
    // Each user signs in again, and finds everything as they left it.
    for (const user of world.usersSeen) {
      await recover(world, scheduler, user);
      found.push(...(await findDifferences(world, user)));
    }
    return [...world.violations, ...found, ...leftOf(world)];
  } finally {
    world.end();
  }
}

/** Does the same with the optimistic update that TanStack Query documents. */
export async function runTextbookWorld(scheduler: Scheduler, commands: Commands): Promise<readonly string[]> {
  vi.setSystemTime(START);
  const world = createTextbookWorld(scheduler);
  world.openTab();
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
async function recover(world: World, scheduler: Scheduler, user: string): Promise<void> {
  world.heal(user);
  if (world.browser.everBroken) world.openTab();
  while (scheduler.count() > 0) await scheduler.waitOne();
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
  const { tabs, store, dify, submissions, browser, accepted } = world;
  const found: string[] = [];
  for (const messageId of MESSAGES) {
    const [row] = await store.get(user, [messageId]);
    const stored = row?.submission.feedback ?? NO_FEEDBACK;
    for (const { name, client, register } of tabs.values()) {
      const { feedback, delivery } = client.getSnapshot({ messageId });
      // A closed tab submitted it, its journal broke, and it arrived after this tab's read. Only a
      // reload would show it.
      const shown = register(messageId)?.submission?.stamp ?? '';
      if (browser.everBroken && delivery === 'settled' && shown < (row?.submission.stamp ?? '')) continue;
      if (!isEqual(feedback, stored))
        found.push(`(1) ${name} shows ${text(feedback)}, stored is ${text(stored)}`);
      if (delivery !== 'settled') found.push(`(1) ${name} has unsent feedback`);
    }
    const atDify = dify.stored(messageId);
    const expected = expectedAtDify(stored);
    if (world.usersSeen.size === 1 && !isEqual(atDify, expected))
      found.push(`(7) Dify has ${text(atDify)} for ${text(stored)}`);
    if (row?.deadLetterCause) found.push('(7) a dead letter');
    if ((row?.submission.stamp ?? '') < (accepted.get(keyOf(user, messageId)) ?? ''))
      found.push('(7) the store went back');
    const submit = submissions.get(keyOf(user, messageId));
    if (submit === undefined || world.everSkewed) continue;
    // With several users, the last submission may be one that no response has given to its user.
    const isLast = world.usersSeen.size > 1 || isEqual(stored, submit.feedback);
    if (!isLast || (row?.submission.stamp ?? '') < submit.stamp) {
      found.push(`(2) ${text(submit.feedback)} was lost, stored is ${text(stored)}`);
    }
  }
  return found;
}

function leftOf({ dify, browser, usersSeen, hostNamesUsers }: World): readonly string[] {
  const found: string[] = [];
  if (usersSeen.size === 1 && dify.mostInFlight > 1)
    found.push(`(5) ${dify.mostInFlight} requests for one message at Dify`);
  const left = [...browser.items.keys()].filter((key) => /:\d{15}-/.test(key));
  // A host that names one user while another answers leaves feedback where no page looks for it.
  const isContradicted = hostNamesUsers && usersSeen.size > 1;
  if (!browser.everBroken && !isContradicted && left.length > 0) found.push('(2) the journal is not empty');
  return found;
}

function isEqual(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
