import type { Feedback, Rating } from '@message-feedback/core';
import fc from 'fast-check';
import { vi } from 'vitest';
import { FATES, REFUSED_TEXT } from '../../packages/proxy/test/unreliable-dify.ts';
import { HOP_FATES } from './network.ts';
import type { Stage, StageDevice, StageTab } from './stage.ts';
import { MESSAGES, USERS } from './world.ts';

/** An action of the user, the browser, the network or a server. Any command may run at any time. */
type Act = (world: Stage) => void | Promise<void>;

/** Mostly the same message, so that commands interact. */
const messages = fc.constantFrom(MESSAGES[0], MESSAGES[0], MESSAGES[0], MESSAGES[1]);
const anyTab = fc.nat({ max: 3 });
const anyDevice = fc.nat({ max: 1 });
const DAY = 86_400_000;
/** How far a device's clock is ahead. The proxy refuses more than two minutes. */
const clocks = fc.constantFrom(
  ...[0, 5_000, 90_000, 600_000, 3_600_000, 400 * DAY],
  ...[-5_000, -90_000, -600_000, -3_600_000, -400 * DAY],
);
const comments = fc.constantFrom('', 'a', 'b');
const ratings = fc.constantFrom<Rating[]>('like', 'dislike');

const press = fc.tuple(anyTab, messages, ratings).map(([index, messageId, rating]) =>
  inTab('Press', [index, rating], index, (tab, world) => {
    world.submit(tab, messageId, (client, message) => client.rate(message, rating));
  }),
);

const undo = fc.tuple(anyTab, messages).map(([index, messageId]) =>
  inTab('Undo', [index], index, (tab, world) => {
    world.submit(tab, messageId, (client, message) => client.rate(message, null));
  }),
);

const edit = (name: string, arbitrary: fc.Arbitrary<Pick<Feedback, 'reasons' | 'comment'>>) =>
  fc.tuple(anyTab, messages, ratings, arbitrary).map(([index, messageId, rating, text]) =>
    inTab(name, [index, rating, text], index, (tab, world) => {
      world.submit(tab, messageId, (client, message) => client.submit(message, { rating, ...text }));
    }),
  );

const editReasons = edit(
  'EditReasons',
  fc.record({ reasons: fc.constantFrom(['slow'], ['slow', 'wrong']), comment: fc.constant('') }),
);
const editComment = edit('EditComment', fc.record({ reasons: fc.constant([]), comment: comments }));
/** In one tab, and not before the upstream has decided about the last one: a row returns to one submission. */
const editRefused = messages.map((messageId) =>
  inTab('EditRefused', [], 0, async (tab, world) => {
    const feedback = { rating: 'dislike', reasons: [], comment: REFUSED_TEXT } as const;
    if (await tab.isWaiting(messageId)) return;
    world.submit(tab, messageId, (client, message) => client.submit(message, feedback));
  }),
);

const openTab = anyDevice.map((index) =>
  command('OpenTab', [index], (world) => {
    if (world.tabs.size < 4) world.openTab(deviceOf(world, index));
  }),
);

const openDevice = clocks.map((ahead) =>
  command('OpenDevice', [ahead], (world) => {
    if (world.devices.length < 2) world.openDevice(ahead);
  }),
);

const closeTab = fc
  .tuple(anyTab, fc.boolean())
  .map(([index, gracefully]) =>
    inTab('CloseTab', [index, gracefully], index, (tab, world) => world.closeTab(tab, gracefully)),
  );

const purge = anyTab.map((index) => inTab('Purge', [index], index, (tab, world) => world.purge(tab)));

const online = fc.tuple(anyDevice, fc.boolean()).map(([index, value]) =>
  command(value ? 'Online' : 'Offline', [index], (world) => {
    const { network, browser } = deviceOf(world, index);
    network.setOnline(value);
    if (value) for (const { wake } of browser.pages.values()) wake();
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
  .tuple(anyDevice, fc.array(fc.constantFrom(...HOP_FATES), { minLength: 1, maxLength: 5 }))
  .map(([index, fates]) =>
    command('NetworkFault', [index, fates], (world) => deviceOf(world, index).network.setFates(fates)),
  );

const session = fc
  .boolean()
  .map((signedIn) =>
    command(signedIn ? 'SignedIn' : 'SessionExpired', [], (world) => world.setSignedIn(signedIn)),
  );

const user = fc
  .tuple(anyDevice, fc.constantFrom(...USERS))
  .map(([index, name]) =>
    command('UserChanged', [index, name], (world) => world.setUser(deviceOf(world, index), name)),
  );

const otherBot = anyDevice.map((index) =>
  command('OpenOtherBot', [index], (world) => world.openOtherBot(deviceOf(world, index))),
);

const rateInOtherBot = fc
  .tuple(messages, ratings)
  .map(([messageId, rating]) =>
    command('RateInOtherBot', [messageId, rating], (world) => world.rateInOtherBot(messageId, rating)),
  );

const hostThrows = fc
  .boolean()
  .map((throws) => command('HostThrows', [throws], (world) => world.setHostThrows(throws)));

const storage = fc
  .tuple(anyDevice, fc.constantFrom('well', 'full', 'blocked', 'corrupt'))
  .map(([index, health]) =>
    command('Storage', [index, health], (world) => {
      const { browser } = deviceOf(world, index);
      if (health === 'corrupt') browser.corrupt();
      else browser.setHealth(health);
      world.excuse();
    }),
  );

const setClock = fc
  .tuple(anyDevice, clocks)
  .map(([index, ahead]) =>
    command('SetClock', [index, ahead], (world) => deviceOf(world, index).setClock(ahead)),
  );

const advanceTime = fc
  .oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 50, max: 20_000 }), fc.constant(90_000))
  .map(advance);

/** Mostly presses and time, with faults often enough to coincide. */
export const commands = fc.commands(
  [
    ...[press, press, press, undo, editReasons, editComment],
    ...[advanceTime, advanceTime, advanceTime],
    ...[openTab, openDevice, closeTab, online, networkFault, upstreamFault, proxyCrash, session],
  ],
  { maxCommands: 25, size: 'max' },
);

/** Also several users, who may purge their feedback, another bot in the same browser, and clocks that are changed. */
export const commandsOfSeveralUsers = fc.commands(
  [
    ...[press, press, press, undo, editReasons, editComment],
    ...[advanceTime, advanceTime, advanceTime],
    ...[openTab, openDevice, closeTab, online, networkFault, upstreamFault, proxyCrash, session],
    ...[user, user, purge, otherBot, rateInOtherBot, setClock],
  ],
  { maxCommands: 25, size: 'max' },
);

/** Also texts that the upstream refuses. */
export const commandsWithRefusals = fc.commands(
  [
    ...[press, press, press, undo, editComment, editRefused, editRefused],
    ...[advanceTime, advanceTime, advanceTime],
    ...[openTab, openDevice, closeTab, online, networkFault, upstreamFault, proxyCrash, session],
  ],
  { maxCommands: 25, size: 'max' },
);

/** Quick presses while everything works. */
export const quickPresses = fc.commands(
  [press, press, press, undo, fc.integer({ min: 1, max: 50 }).map(advance)],
  { maxCommands: 6, size: 'max' },
);

/** Also failing storage, clocks that are changed, and functions of the host that throw. */
export const commandsWithBrokenMachines = fc.commands(
  [
    ...[press, press, press, undo, editReasons, editComment],
    ...[advanceTime, advanceTime, advanceTime],
    ...[openTab, openDevice, closeTab, online, networkFault, upstreamFault, proxyCrash, session],
    ...[storage, setClock, setClock, hostThrows],
  ],
  { maxCommands: 25, size: 'max' },
);

function deviceOf({ devices }: Stage, index: number): StageDevice {
  return devices[index % devices.length] as StageDevice;
}

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
  act: (tab: StageTab, world: Stage) => void | Promise<void>,
): fc.AsyncCommand<object, Stage> {
  return command(name, parameters, async (world) => {
    await vi.advanceTimersByTimeAsync(1);
    const tabs = [...world.tabs.values()];
    const tab = tabs[index % tabs.length];
    if (tab !== undefined) await act(tab, world);
  });
}
