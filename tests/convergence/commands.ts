import type { Feedback, Rating } from '@message-feedback/core';
import fc from 'fast-check';
import { vi } from 'vitest';
import { FATES } from '../../packages/proxy/test/unreliable-dify.ts';
import { HOP_FATES } from './network.ts';
import type { Stage, StageTab } from './stage.ts';
import { MESSAGES, USERS } from './world.ts';

/** An action of the user, the browser, the network or a server. Any command may run at any time. */
type Act = (world: Stage) => void | Promise<void>;

/** Mostly the same message, so that commands interact. */
const messages = fc.constantFrom(MESSAGES[0], MESSAGES[0], MESSAGES[0], MESSAGES[1]);
const anyTab = fc.nat({ max: 3 });
const comments = fc.constantFrom('', 'a', 'b');
const ratings = fc.constantFrom<Rating[]>('like', 'dislike');

const press = fc.tuple(anyTab, messages, ratings).map(([index, messageId, rating]) =>
  inTab('Press', [index, rating], index, (tab, world) => {
    world.submit(tab, messageId, (client) => client.rate({ messageId }, rating));
  }),
);

const undo = fc.tuple(anyTab, messages).map(([index, messageId]) =>
  inTab('Undo', [index], index, (tab, world) => {
    world.submit(tab, messageId, (client) => client.rate({ messageId }, null));
  }),
);

const edit = (name: string, arbitrary: fc.Arbitrary<Pick<Feedback, 'reasons' | 'comment'>>) =>
  fc.tuple(anyTab, messages, ratings, arbitrary).map(([index, messageId, rating, text]) =>
    inTab(name, [index, rating, text], index, (tab, world) => {
      world.submit(tab, messageId, (client) => client.submit({ messageId }, { rating, ...text }));
    }),
  );

const editReasons = edit(
  'EditReasons',
  fc.record({ reasons: fc.constantFrom(['slow'], ['slow', 'wrong']), comment: fc.constant('') }),
);
const editComment = edit('EditComment', fc.record({ reasons: fc.constant([]), comment: comments }));

const openTab = fc.constant(
  command('OpenTab', [], (world) => {
    if (world.tabs.size < 3) world.openTab();
  }),
);

const closeTab = fc
  .tuple(anyTab, fc.boolean())
  .map(([index, gracefully]) =>
    inTab('CloseTab', [index, gracefully], index, (tab, world) => world.closeTab(tab, gracefully)),
  );

const online = fc.boolean().map((value) =>
  command(value ? 'Online' : 'Offline', [], (world) => {
    world.network.setOnline(value);
    if (value) world.wake();
  }),
);

const proxyCrash = fc
  .nat({ max: 1 })
  .map((node) => command('ProxyCrash', [node], (world) => world.crashProxy(node)));

const upstreamFault = fc
  .array(fc.record({ type: fc.constantFrom(...FATES), ms: fc.integer({ min: 0, max: 5_000 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((fates) => command('UpstreamFault', [fates], (world) => world.dify.setFates(fates)));

const networkFault = fc
  .array(fc.constantFrom(...HOP_FATES), { minLength: 1, maxLength: 5 })
  .map((fates) => command('NetworkFault', [fates], (world) => world.network.setFates(fates)));

const session = fc
  .boolean()
  .map((signedIn) =>
    command(signedIn ? 'SignedIn' : 'SessionExpired', [], (world) => world.setSignedIn(signedIn)),
  );

const user = fc
  .constantFrom(...USERS)
  .map((name) => command('UserChanged', [name], (world) => world.setUser(name)));

const otherBot = fc.constant(command('OpenOtherBot', [], (world) => world.openOtherBot()));

const storage = fc.constantFrom('well', 'full', 'blocked', 'corrupt').map((health) =>
  command('Storage', [health], (world) => {
    if (health === 'corrupt') world.browser.corrupt();
    else world.browser.setHealth(health);
    world.excuse();
  }),
);

// The proxy refuses stamps that are more than five minutes ahead.
const clockSkew = fc
  .constantFrom(-3_600_000, -1_000, 0, 60_000, 600_000)
  .map((ms) => command('ClockSkew', [ms], (world) => world.setSkew(ms)));

const advanceTime = fc
  .oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 50, max: 20_000 }), fc.constant(90_000))
  .map(advance);

/** Mostly presses and time, with faults often enough to coincide. */
export const commands = fc.commands(
  [
    ...[press, press, press, undo, editReasons, editComment],
    ...[advanceTime, advanceTime, advanceTime],
    ...[openTab, closeTab, online, networkFault, upstreamFault, proxyCrash, session],
  ],
  { maxCommands: 25, size: 'max' },
);

/** Also several users and another bot in the same browser. */
export const commandsOfSeveralUsers = fc.commands(
  [
    ...[press, press, press, undo, editReasons, editComment],
    ...[advanceTime, advanceTime, advanceTime],
    ...[openTab, closeTab, online, networkFault, upstreamFault, proxyCrash, session, user, user, otherBot],
  ],
  { maxCommands: 25, size: 'max' },
);

/** Quick presses while everything works. */
export const quickPresses = fc.commands(
  [press, press, press, undo, fc.integer({ min: 1, max: 50 }).map(advance)],
  { maxCommands: 6, size: 'max' },
);

/** Also failing storage and wrong clocks. */
export const commandsWithBrokenMachines = fc.commands(
  [
    ...[press, press, press, undo, editReasons, editComment],
    ...[advanceTime, advanceTime, advanceTime],
    ...[openTab, closeTab, online, networkFault, upstreamFault, proxyCrash, session, storage, clockSkew],
  ],
  { maxCommands: 25, size: 'max' },
);

function advance(ms: number) {
  return command('AdvanceTime', [ms], async () => void (await vi.advanceTimersByTimeAsync(ms)));
}

function command(name: string, parameters: readonly unknown[], act: Act): fc.AsyncCommand<object, Stage> {
  return {
    check: () => true,
    run: async (_model, world) => act(world),
    toString: () => `${name}(${parameters.map((each) => JSON.stringify(each)).join(', ')})`,
  };
}

/** A user action in one tab, 1 ms after the last. */
function inTab(
  name: string,
  parameters: readonly unknown[],
  index: number,
  act: (tab: StageTab, world: Stage) => void,
): fc.AsyncCommand<object, Stage> {
  return command(name, parameters, async (world) => {
    await vi.advanceTimersByTimeAsync(1);
    const tabs = [...world.tabs.values()];
    const tab = tabs[index % tabs.length];
    if (tab !== undefined) act(tab, world);
  });
}
