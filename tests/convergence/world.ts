// biome-ignore-all lint/style/noExcessiveLinesPerFile: the simulated world is read as a whole.
import {
  createFeedbackClient,
  type Feedback,
  type FeedbackClient,
  type FeedbackSubmission,
  type MessageRef,
  NO_FEEDBACK,
  type Rating,
} from '@message-feedback/core';
import { createEngine } from '@message-feedback/core/engine';
import { createMemoryStore } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import type { Scheduler } from 'fast-check';
import type { FeedbackEntry } from '../../packages/core/src/state/entry.ts';
import { connectProxy } from '../../packages/core/src/wire/proxy-connection.ts';
import { startMortalProxy } from '../../packages/proxy/test/mortal-proxy.ts';
import { createUnreliableDify, REFUSED_TEXT } from '../../packages/proxy/test/unreliable-dify.ts';
import {
  ablateConnection,
  ablateNetwork,
  ablateStore,
  ablateSubmit,
  ablateTab,
  ablateUpstream,
} from './ablations.ts';
import { createAccepts, keyOf } from './accepts.ts';
import { type Browser, createBrowser } from './browser.ts';
import type { Mechanism } from './mechanisms.ts';
import { createNetwork } from './network.ts';
import { isOfOtherBot, type OtherBot, openOtherBot } from './other-bot.ts';
import { fetchFor, type PageUser } from './page-user.ts';
import { createPresses, isEarlier, type Press } from './presses.ts';
import { createPurges } from './purges.ts';
import { type References, SEALING_KEYS } from './references.ts';
import type { StageDevice, StageTab } from './stage.ts';

export const MESSAGES = [
  '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11',
  '4f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a22',
] as const;

export const USERS = ['user-1', 'user-2'] as const;

export interface WorldOptions {
  readonly without?: Mechanism | null;
  /** Whether pages get the user id of their user from the host. */
  readonly hostNamesUsers?: boolean;
  /** Issues the references that bars get, if the proxy demands them. They expire soon. */
  readonly references?: References | null;
}

/**
 * Everything between a user and Dify: one or two devices with users, clocks, networks, and browsers
 * with tabs, and two nodes of the real proxy on one store.
 */
export function createWorld(
  scheduler: Scheduler,
  { without = null, hostNamesUsers = true, references = null }: WorldOptions = {},
) {
  let healed = false;
  /** While there are faults, the scheduler decides when each event happens. */
  const pass = async (what: string) => {
    if (!healed) await scheduler.schedule(Promise.resolve(), what);
  };
  const dify = createUnreliableDify();
  const presses = createPresses();
  const accepts = createAccepts(checkOwner);
  const store = accepts.watch(ablateStore(createMemoryStore(), without));
  const devices: Device[] = [];
  const tabs = new Map<string, Tab>();
  const violations: string[] = [];
  /** The largest stamp of feedback that the upstream takes and a page knows to be stored, by message. */
  const promised = new Map<string, string>();
  /** Submissions that were lost with the storage and the last tab that knew them, or may have been purged. */
  const excused = new Set<Press>();
  const purges = createPurges(presses, (press) => excused.add(press));
  let nodes = [startNode(), startNode()];
  let turn = 0;
  let signedIn = true;
  const usersSeen = new Set<string>([USERS[0]]);
  const userOf = new WeakMap<Response, string>();
  const others: OtherBot[] = [];
  let opened = 0;
  /** Whether the functions of the hosts throw. */
  let hostThrows = false;
  /** Whether the user is submitting, so `presses` does not know the submission yet. */
  let isPressing = false;

  /** Whether the store has, or had, the submission as this user's. */
  function isStored(press: Press, user = press.user): boolean {
    const { messageId } = press;
    return presses.stampsOf(press).some((stamp) => accepts.has(user, messageId, stamp));
  }

  function checkOwner(stamp: string, messageId: string, userId: string): void {
    const owner = presses.withStamp(messageId, stamp)?.owner ?? userId;
    if (owner !== userId) violations.push(`(8) the feedback of ${owner} was stored for ${userId}`);
  }

  /** A page has learned that the proxy has this submission. */
  function promise({ message: { messageId }, feedback, stamp }: FeedbackSubmission): void {
    if (!isRefused(feedback) && stamp > (promised.get(messageId) ?? '')) promised.set(messageId, stamp);
  }

  function throwIfAsked(): void {
    if (hostThrows) throw new Error('A function of the host failed.');
  }

  function startNode() {
    const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
    return startMortalProxy({
      adapter,
      store,
      ...(references !== null && { sealingKeys: SEALING_KEYS }),
      fetch: ablateUpstream(dify.fetch, without),
      identify({ headers }) {
        throwIfAsked();
        return signedIn ? headers.get('x-user') : null;
      },
      onEvent: throwIfAsked,
      random: () => 0.5,
    });
  }

  function openDevice(ahead: number): Device {
    let aheadMs = ahead;
    const device: Device = {
      browser: createBrowser(pass),
      network: createNetwork(pass, async (request) => {
        const sender = device.user;
        request.headers.set('x-user', sender);
        const response = await (nodes[turn++ % nodes.length]?.submit(request) ?? never());
        if (response.status !== 401) userOf.set(response, sender);
        return response;
      }),
      user: USERS[0],
      usersSeen: new Set([USERS[0]]),
      isClockUnsteady: false,
      now: () => Date.now() + aheadMs,
      setClock(ms: number) {
        device.isClockUnsteady ||= ms !== aheadMs;
        aheadMs = ms;
      },
    };
    devices.push(device);
    openTab(device);
    return device;
  }

  function openTab(stageDevice: StageDevice): void {
    const device = stageDevice as Device;
    const name = `tab${opened++}`;
    const { channel, ...machine } = device.browser.open(name);
    // From a purge on, the tab shows nothing until it reads again.
    const watched = purges.watch({ name, device }, channel, () => tab.shown.clear());
    const browserTab = ablateTab({ ...machine, channel: watched }, without);
    const pageUser: PageUser = { user: null, session: 0, named: hostNamesUsers ? device.user : '' };
    const onKnown = () => {
      if (tabs.has(name)) for (const messageId of MESSAGES) check(tab, messageId);
    };
    const fetch = ablateNetwork(fetchFor(pageUser, device.network.fetch, { userOf, onKnown }), without);
    const { submit, load } = ablateConnection(
      connectProxy({ endpoint: 'https://chat.example.com/api', fetch }),
      without,
    );
    const refer = (messageId: string): MessageRef =>
      references === null ? { messageId } : { messageId, token: references.issue(messageId) };
    const inFlight = new Set<string>();
    let entries: ReadonlyMap<string, FeedbackEntry> = new Map();
    const client = createFeedbackClient({
      submit: ablateSubmit(async (submission, context) => {
        const messageId = `${submission.userTag} ${submission.message.messageId}`;
        if (purges.covers(device, presses.find(submission.message.messageId, submission)))
          violations.push(`(10) ${name} sent feedback that its user has purged`);
        if (!context.keepalive) {
          if (inFlight.has(messageId)) violations.push(`(5) two requests of ${name} for one message`);
          inFlight.add(messageId);
          context.signal.addEventListener('abort', () => inFlight.delete(messageId));
        }
        try {
          const receipt = await submit(submission, context);
          if (receipt && receipt.status !== 'superseded') promise(submission);
          return receipt;
        } finally {
          inFlight.delete(messageId);
        }
      }, without),
      load,
      onError: throwIfAsked,
      onExpired: throwIfAsked,
      async refreshMessage({ messageId }) {
        throwIfAsked();
        await pass('reference');
        return signedIn ? refer(messageId) : null;
      },
      clientId: name,
      userId: pageUser.named,
      destination: 'help',
      ...browserTab,
      storage: without === 'journal' ? null : browserTab.storage,
      now: device.now,
      random: () => 0.5,
      loadEngine: () => (context, options) => {
        entries = context.entries;
        browserTab.followRecords(context.journal.prefix);
        return createEngine(context, options);
      },
    });
    const tab: Tab = {
      name,
      device,
      client,
      pageUser,
      async isWaiting(messageId) {
        if (client.getSnapshot({ messageId }).delivery !== 'settled') return true;
        const [row] = await store.get(device.user, [messageId]);
        return row !== undefined && row.deadLetterCause === null && isRefused(row.submission.feedback);
      },
      messages: new Map(MESSAGES.map((messageId) => [messageId, refer(messageId)])),
      register: (messageId) => entries.get(messageId)?.register ?? null,
      shown: new Map(),
      shownTo: null,
    };
    tabs.set(name, tab);
    for (const [messageId, message] of tab.messages) client.subscribe(message, () => check(tab, messageId));
  }

  /** Nothing tells a page's user before its first response, if there are several. */
  function knownUserOf({ pageUser, device }: Tab): string | null {
    return pageUser.user ?? (device.usersSeen.size === 1 ? device.user : null);
  }

  /** Checks the promises that hold at every moment. */
  function check(tab: Tab, messageId: string): void {
    const { name, device, client, register, shown } = tab;
    const known = knownUserOf(tab);
    if (isPressing || known === null) return;
    // Until its first response, a page is taken for the only user of the device.
    if (tab.shownTo !== known) shown.clear();
    tab.shownTo = known;
    const { feedback, confirmed, draft } = client.getSnapshot({ messageId });
    if (confirmed !== null && confirmed.stamp > (accepts.largest.get(keyOf(known, messageId)) ?? '')) {
      violations.push(`(6) ${name} shows feedback as confirmed that the store does not have`);
    }
    if (isOfOtherBot(feedback)) violations.push(`(9) ${name} shows the feedback of another bot`);
    const submission = register(messageId)?.submission;
    const press = presses.find(messageId, submission);
    const before = shown.get(messageId) ?? null;
    // A tab that has read the newer one, or heard of it from its receipt, does not know what it replaced.
    // Under a clock that was changed, it may show that for a moment, until another tab has sent it again.
    // After a refusal, it shows what the server has.
    const mayReturn = device.isClockUnsteady || presses.some((each) => isRefused(each.feedback));
    if (press && before && !mayReturn && isEarlier(press, before))
      violations.push(`(3) ${name} returned to an older submission`);
    shown.set(messageId, press ?? before);
    const owner = presses.withStamp(messageId, submission?.stamp ?? '')?.owner ?? known;
    if (feedback.rating !== null && owner !== known)
      violations.push(`(8) ${name} shows the feedback of ${owner} to ${known}`);
    const isReplaced = press !== before && confirmed?.stamp === submission?.stamp;
    if (without === 'supersededText' && isReplaced && draft !== null) client.setDraft({ messageId }, null);
  }

  function submit(
    stageTab: StageTab,
    messageId: string,
    act: (client: FeedbackClient, message: MessageRef) => void,
  ): void {
    const tab = stageTab as Tab;
    const { device, pageUser } = tab;
    const before = tab.register(messageId)?.submission?.stamp;
    const replaced = tab.shown.get(messageId) ?? null;
    isPressing = true;
    act(tab.client, tab.messages.get(messageId) ?? { messageId });
    isPressing = false;
    const submission = tab.register(messageId)?.submission;
    if (!submission || submission.stamp === before) return;
    const known = knownUserOf(tab);
    // A host that names one user while another answers: the feedback waits for the named one.
    const user = pageUser.named === '' || pageUser.named === known ? known : null;
    presses.add({ device, messageId, replaced, owner: pageUser.user, user }, submission);
    check(tab, messageId);
  }

  function closeTab(stageTab: StageTab, gracefully: boolean): void {
    const tab = stageTab as Tab;
    if (gracefully) tab.device.browser.pages.get(tab.name)?.leave();
    tab.client.close();
    tab.device.browser.close(tab.name);
    tabs.delete(tab.name);
    purges.closed(tab);
    excuse();
  }

  function purge(stageTab: StageTab): void {
    const tab = stageTab as Tab;
    const { user, named } = tab.pageUser;
    const known = user ?? (named || null);
    tab.shown.clear();
    const isTold = purges.purge(tab, named === '' || named === known ? known : null, tab.client.purge);
    if (!isTold) violations.push(`(10) ${tab.name} told no other tab of its purge`);
  }

  /** Feedback may be lost only if storage failed and the last tab that knew it was closed. */
  function excuse(): void {
    for (const device of devices.filter(({ browser }) => browser.everBroken)) {
      for (const messageId of MESSAGES) {
        for (const user of device.usersSeen) {
          const last = presses.lastOf(device, messageId, user);
          const isKnown = [...tabs.values()].some(
            (tab) =>
              tab.device === device && presses.find(messageId, tab.register(messageId)?.submission) === last,
          );
          if (last && !isKnown && !isStored(last)) excused.add(last);
        }
      }
    }
  }

  function setSignedIn(value: boolean): void {
    signedIn = value;
    if (!signedIn) return;
    for (const { client, pageUser, device, shown } of tabs.values()) {
      // A host does not report a sign-in to the page of another user.
      if (pageUser.named !== '' && pageUser.named !== device.user) continue;
      pageUser.user = null;
      pageUser.session++;
      shown.clear();
      client.resume();
    }
  }

  function setUser(stageDevice: StageDevice, next: string): void {
    const device = stageDevice as Device;
    device.user = next;
    // Pages without a response may now belong to another user.
    if (!device.usersSeen.has(next)) presses.disown(device);
    device.usersSeen.add(next);
    usersSeen.add(next);
  }

  return {
    devices,
    dify,
    store,
    accepted: accepts.largest,
    promised,
    tabs,
    violations,
    presses,
    excused,
    isStored,
    openDevice,
    openTab,
    submit,
    closeTab,
    purge,
    hasForgotten: purges.hasForgotten,
    crashProxy(index: number) {
      nodes[index]?.kill();
      nodes = nodes.with(index, startNode());
    },
    setSignedIn,
    setUser,
    usersSeen,
    hostNamesUsers,
    openOtherBot(stageDevice: StageDevice) {
      const device = stageDevice as Device;
      if (others.length > 0) return;
      const destination = without === 'destination' ? 'help' : 'shop';
      others.push(
        openOtherBot(device.browser.open('shop'), {
          userId: hostNamesUsers ? device.user : '',
          destination,
          messageIds: MESSAGES,
          pass,
          report: (each) => violations.push(each),
        }),
      );
    },
    rateInOtherBot(messageId: string, rating: Rating) {
      for (const other of others) other.rate(messageId, rating);
    },
    setHostThrows(throws: boolean) {
      hostThrows = throws;
    },
    excuse,
    /** Ends all faults but wrong clocks, with this user signed in and a tab open on each device. */
    heal(next: string) {
      healed = true;
      hostThrows = false;
      dify.setFates([]);
      for (const device of devices) setUser(device, next);
      for (const tab of tabs.values())
        if (tab.pageUser.named !== '' && tab.pageUser.named !== next) closeTab(tab, false);
      for (const device of devices) {
        const { network, browser } = device;
        network.setFates([]);
        network.setOnline(true);
        for (const { wake } of browser.pages.values()) wake();
        browser.setHealth('well');
        if (browser.everBroken || ![...tabs.values()].some((tab) => tab.device === device)) openTab(device);
      }
      setSignedIn(true);
    },
    end() {
      for (const node of nodes) node.kill();
      for (const tab of tabs.values()) tab.client.close();
      for (const other of others) other.close();
    },
  };
}

export type World = ReturnType<typeof createWorld>;

export interface Device extends StageDevice {
  readonly browser: Browser;
  isClockUnsteady: boolean;
  readonly now: () => number;
  /** Who is signed in. */
  user: string;
  readonly usersSeen: Set<string>;
}

export interface Tab {
  readonly name: string;
  readonly device: Device;
  readonly client: FeedbackClient;
  readonly pageUser: PageUser;
  /** The references that the host has given to the bars when it rendered them. */
  readonly messages: ReadonlyMap<string, MessageRef>;
  readonly isWaiting: (messageId: string) => Promise<boolean>;
  readonly register: (messageId: string) => FeedbackEntry['register'] | null;
  /** The submission shown last, by message. */
  readonly shown: Map<string, Press | null>;
  /** The user whose feedback `shown` is. */
  shownTo: string | null;
}

/** Whether the upstream refuses this feedback. */
export function isRefused({ comment }: Feedback): boolean {
  return comment === REFUSED_TEXT;
}

/** The rating at Dify for this feedback. */
export function expectedAtDify({ rating, reasons, comment }: Feedback = NO_FEEDBACK) {
  if (rating === null) return null;
  const content = [reasons.map((reason) => `[${reason}]`).join(' '), comment].filter(Boolean).join('\n');
  return { rating, content };
}

function never(): Promise<never> {
  return new Promise(() => {});
}
