// biome-ignore-all lint/style/noExcessiveLinesPerFile: the simulated world is read as a whole.
import {
  createFeedbackClient,
  type Feedback,
  type FeedbackClient,
  NO_FEEDBACK,
} from '@message-feedback/core';
import { createEngine } from '@message-feedback/core/engine';
import { createMemoryStore, type FeedbackStore } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import type { Scheduler } from 'fast-check';
import type { FeedbackEntry } from '../../packages/core/src/state/entry.ts';
import { connectProxy } from '../../packages/core/src/wire/proxy-connection.ts';
import { startMortalProxy } from '../../packages/proxy/test/mortal-proxy.ts';
import { createUnreliableDify } from '../../packages/proxy/test/unreliable-dify.ts';
import { ablateNetwork, ablateStore, ablateSubmit, ablateTab, ablateUpstream } from './ablations.ts';
import { createBrowser } from './browser.ts';
import type { Mechanism } from './mechanisms.ts';
import { createNetwork } from './network.ts';
import { openOtherBot } from './other-bot.ts';

export const MESSAGES = [
  '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11',
  '4f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a22',
] as const;

export const USERS = ['user-1', 'user-2'] as const;

export interface WorldOptions {
  readonly without?: Mechanism | null;
  /** Whether pages get the user id of their user from the host. */
  readonly hostNamesUsers?: boolean;
}

/**
 * Everything between a user and Dify: a browser with tabs, the network, and two nodes of the real
 * proxy on one store.
 */
export function createWorld(
  scheduler: Scheduler,
  { without = null, hostNamesUsers = true }: WorldOptions = {},
) {
  let healed = false;
  /** While there are faults, the scheduler decides when each event happens. */
  const pass = async (what: string) => {
    if (!healed) await scheduler.schedule(Promise.resolve(), what);
  };
  const dify = createUnreliableDify();
  const accepted = new Map<string, string>();
  /** Whose page each submission was made on, by its stamp. */
  const owners = new Map<string, string>();
  /** The stamps of submissions from before the first response of their page. */
  const unbound = new Set<string>();
  const store = ablateStore(watchAccepts(createMemoryStore(), accepted, checkOwner), without);
  const browser = createBrowser(pass);
  const tabs = new Map<string, Tab>();
  const violations: string[] = [];
  /** The latest submission of each message, which must reach Dify. */
  const submissions = new Map<string, LatestSubmission>();
  let nodes = [startNode(), startNode()];
  let turn = 0;
  let signedIn = true;
  let user: string = USERS[0];
  const usersSeen = new Set([user]);
  /** The user of each response. A page does not see it, but its user tag. */
  const userOf = new WeakMap<Response, string>();
  const others: FeedbackClient[] = [];
  let skewMs = 0;
  let everSkewed = false;
  let opened = 0;

  const network = createNetwork(pass, async (request) => {
    const sender = user;
    const response = await (nodes[turn++ % nodes.length]?.submit(request) ?? never());
    if (response.status !== 401) userOf.set(response, sender);
    return response;
  });

  function checkOwner(stamp: string, userId: string): void {
    const owner = owners.get(stamp) ?? userId;
    if (owner !== userId) violations.push(`(8) the feedback of ${owner} was stored for ${userId}`);
  }

  /** The network of one page. The first response that the page has read decides who its user is. */
  function fetchFor(page: PageUser, onKnown: () => void): typeof globalThis.fetch {
    return async (input, init) => {
      const { session } = page;
      const response = await network.fetch(input, init);
      const readBody = response.json.bind(response);
      async function learn(): Promise<void> {
        const sender = userOf.get(response);
        if (sender === undefined || init?.signal?.aborted) return;
        await untilHandled();
        if (session !== page.session) return;
        page.user ??= sender;
        onKnown();
      }
      return Object.assign(response, {
        async json() {
          const body: unknown = await readBody();
          void learn();
          return body;
        },
      });
    };
  }

  function startNode() {
    const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
    return startMortalProxy({
      adapter,
      store,
      fetch: ablateUpstream(dify.fetch, without),
      identify: () => (signedIn ? user : null),
      random: () => 0.5,
    });
  }

  function openTab(): void {
    const name = `tab${opened++}`;
    const { storage, channel, locks, page } = ablateTab(browser.open(name), without);
    const pageUser: PageUser = { user: null, session: 0, named: hostNamesUsers ? user : '' };
    const checkAll = () => {
      if (tabs.has(name)) for (const messageId of MESSAGES) check(tab, messageId);
    };
    const fetch = ablateNetwork(fetchFor(pageUser, checkAll), without);
    const { submit, load } = connectProxy({ endpoint: 'https://chat.example.com/api', fetch });
    const inFlight = new Set<string>();
    let entries: ReadonlyMap<string, FeedbackEntry> = new Map();
    const client = createFeedbackClient({
      submit: ablateSubmit(async (submission, context) => {
        const messageId = `${submission.userTag} ${submission.message.messageId}`;
        if (!context.keepalive) {
          if (inFlight.has(messageId)) violations.push(`(5) two requests of ${name} for one message`);
          inFlight.add(messageId);
          context.signal.addEventListener('abort', () => inFlight.delete(messageId));
        }
        try {
          return await submit(submission, context);
        } finally {
          inFlight.delete(messageId);
        }
      }, without),
      load,
      clientId: name,
      userId: pageUser.named,
      destination: 'help',
      storage: without === 'journal' ? null : storage,
      channel,
      locks,
      page,
      now: () => Date.now() + skewMs,
      random: () => 0.5,
      loadEngine: () => (context, options) => {
        entries = context.entries;
        return createEngine(context, options);
      },
    });
    const tab: Tab = {
      name,
      client,
      pageUser,
      register: (messageId) => entries.get(messageId)?.register ?? null,
      shown: new Map(),
    };
    tabs.set(name, tab);
    for (const messageId of MESSAGES) client.subscribe({ messageId }, () => check(tab, messageId));
  }

  /** Checks the promises that hold at every moment. */
  function check({ name, client, register, shown, pageUser }: Tab, messageId: string): void {
    const { confirmed } = client.getSnapshot({ messageId });
    const known = pageUser.user ?? (usersSeen.size === 1 ? user : null);
    if (known === null) return;
    const key = keyOf(known, messageId);
    if (confirmed !== null && confirmed.stamp > (accepted.get(key) ?? '')) {
      violations.push(`(6) ${name} shows feedback as confirmed that the store does not have`);
    }
    const stamp = register(messageId)?.submission?.stamp ?? '';
    // Only the correction of a wrong clock may take a stamp back.
    if (!everSkewed && usersSeen.size === 1 && stamp < (shown.get(key) ?? ''))
      violations.push(`(3) ${name} returned to an older submission`);
    shown.set(key, stamp);
    const owner = owners.get(stamp);
    if (client.getSnapshot({ messageId }).feedback.rating === null || owner === undefined) return;
    if (owner !== known) violations.push(`(8) ${name} shows the feedback of ${owner} to ${known}`);
  }

  function submit(tab: Tab, messageId: string, act: (client: FeedbackClient) => void): void {
    const before = tab.register(messageId)?.submission?.stamp;
    act(tab.client);
    const submission = tab.register(messageId)?.submission;
    if (!submission || submission.stamp === before) return;
    // Nothing tells a page's user before its first response, if there are several.
    const owner = tab.pageUser.user ?? (usersSeen.size === 1 ? user : null);
    if (owner === null) return;
    if (tab.pageUser.user === null) unbound.add(submission.stamp);
    else owners.set(submission.stamp, owner);
    if (tab.pageUser.named !== '' && tab.pageUser.named !== owner) return;
    submissions.set(keyOf(owner, messageId), { feedback: submission.feedback, stamp: submission.stamp });
  }

  function closeTab(tab: Tab, gracefully: boolean): void {
    if (gracefully) browser.pages.get(tab.name)?.leave();
    tab.client.close();
    browser.close(tab.name);
    tabs.delete(tab.name);
    excuse();
  }

  /** Feedback may be lost only if storage failed and the last tab that knew it was closed. */
  function excuse(): void {
    if (!browser.everBroken) return;
    for (const [key, { stamp }] of submissions) {
      const [, messageId = ''] = key.split(' ');
      const known = [...tabs.values()].some(
        (tab) => (tab.register(messageId)?.submission?.stamp ?? '') >= stamp,
      );
      if (!known && stamp > (accepted.get(key) ?? '')) submissions.delete(key);
    }
  }

  function setSignedIn(value: boolean): void {
    signedIn = value;
    if (!signedIn) return;
    for (const { client, pageUser } of tabs.values()) {
      // A host does not report a sign-in to the page of another user.
      if (pageUser.named !== '' && pageUser.named !== user) continue;
      pageUser.user = null;
      pageUser.session++;
      client.resume();
    }
  }

  function setUser(next: string): void {
    user = next;
    // Pages without a response may now belong to another user.
    if (!usersSeen.has(next))
      for (const [key, { stamp }] of submissions) if (unbound.has(stamp)) submissions.delete(key);
    usersSeen.add(user);
  }

  return {
    browser,
    network,
    dify,
    store,
    accepted,
    tabs,
    violations,
    submissions,
    openTab,
    submit,
    closeTab,
    crashProxy(index: number) {
      nodes[index]?.kill();
      nodes = nodes.with(index, startNode());
    },
    setSignedIn,
    setUser,
    usersSeen,
    hostNamesUsers,
    openOtherBot() {
      if (others.length > 0) return;
      const destination = without === 'destination' ? 'help' : 'shop';
      others.push(
        openOtherBot(browser.open('shop'), {
          userId: hostNamesUsers ? user : '',
          destination,
          messageIds: MESSAGES,
          report: (each) => violations.push(each),
        }),
      );
    },
    excuse,
    wake() {
      for (const { wake } of browser.pages.values()) wake();
    },
    setSkew(ms: number) {
      skewMs = ms;
      everSkewed ||= ms !== 0;
    },
    get everSkewed() {
      return everSkewed;
    },
    /** Ends all faults, with this user signed in and a tab open. */
    heal(next: string) {
      setUser(next);
      healed = true;
      network.setFates([]);
      network.setOnline(true);
      for (const { wake } of browser.pages.values()) wake();
      dify.setFates([]);
      browser.setHealth('well');
      skewMs = 0;
      for (const tab of tabs.values())
        if (tab.pageUser.named !== '' && tab.pageUser.named !== user) closeTab(tab, false);
      setSignedIn(true);
      if (tabs.size === 0) openTab();
    },
    end() {
      for (const node of nodes) node.kill();
      for (const tab of tabs.values()) tab.client.close();
      for (const client of others) client.close();
    },
  };
}

export type World = ReturnType<typeof createWorld>;

export interface Tab {
  readonly name: string;
  readonly client: FeedbackClient;
  readonly pageUser: PageUser;
  readonly register: (messageId: string) => FeedbackEntry['register'] | null;
  /** The stamp shown last, by message. */
  readonly shown: Map<string, string>;
}

interface PageUser {
  /** The user of the page's first response. `null` before. */
  user: string | null;
  /** Counts the host's reports that a user has signed in. The next response decides again. */
  session: number;
  /** The user whom the host names, or empty. */
  readonly named: string;
}

/** The key of a user's feedback for a message. */
export function keyOf(user: string | null, messageId: string): string {
  return `${user} ${messageId}`;
}

interface LatestSubmission {
  readonly feedback: Feedback;
  readonly stamp: string;
}

/** Records the largest stamp that the store has accepted for each message. */
function watchAccepts(
  store: FeedbackStore,
  accepted: Map<string, string>,
  onAccept: (stamp: string, userId: string) => void,
): FeedbackStore {
  return {
    ...store,
    async accept(submit, now, terms) {
      const acceptance = await store.accept(submit, now, terms);
      const key = keyOf(submit.userId, submit.message.messageId);
      const { stamp } = acceptance.row.submission;
      onAccept(stamp, submit.userId);
      if (stamp > (accepted.get(key) ?? '')) accepted.set(key, stamp);
      return acceptance;
    },
  };
}

/** The rating at Dify for this feedback. */
export function expectedAtDify({ rating, reasons, comment }: Feedback = NO_FEEDBACK) {
  if (rating === null) return null;
  const content = [reasons.map((reason) => `[${reason}]`).join(' '), comment].filter(Boolean).join('\n');
  return { rating, content };
}

/** Waits until a page has handled a body that it has just read, before it can render. */
async function untilHandled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

function never(): Promise<never> {
  return new Promise(() => {});
}
