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
import { ablateStore, ablateSubmit, ablateTab, ablateUpstream } from './ablations.ts';
import { createBrowser } from './browser.ts';
import type { Mechanism } from './mechanisms.ts';
import { createNetwork } from './network.ts';

export const MESSAGES = [
  '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11',
  '4f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a22',
] as const;

/**
 * Everything between a user and Dify: a browser with tabs, the network, and two nodes of the real
 * proxy on one store.
 */
export function createWorld(scheduler: Scheduler, without: Mechanism | null = null) {
  let healed = false;
  /** While there are faults, the scheduler decides when each event happens. */
  const pass = async (what: string) => {
    if (!healed) await scheduler.schedule(Promise.resolve(), what);
  };
  const dify = createUnreliableDify();
  const accepted = new Map<string, string>();
  const store = ablateStore(watchAccepts(createMemoryStore(), accepted), without);
  const browser = createBrowser(pass);
  const tabs = new Map<string, Tab>();
  const violations: string[] = [];
  /** The latest submission of each message, which must reach Dify. */
  const submissions = new Map<string, LatestSubmission>();
  let nodes = [startNode(), startNode()];
  let turn = 0;
  let signedIn = true;
  let skewMs = 0;
  let everSkewed = false;
  let opened = 0;

  const network = createNetwork(pass, (request) => nodes[turn++ % nodes.length]?.submit(request) ?? never());

  function startNode() {
    const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
    return startMortalProxy({
      adapter,
      store,
      fetch: ablateUpstream(dify.fetch, without),
      identify: () => (signedIn ? 'user-1' : null),
      random: () => 0.5,
    });
  }

  function openTab(): void {
    const name = `tab${opened++}`;
    const { storage, channel, locks, page } = ablateTab(browser.open(name), without);
    const { submit, load } = connectProxy({ endpoint: 'https://chat.example.com/api', fetch: network.fetch });
    const inFlight = new Set<string>();
    let entries: ReadonlyMap<string, FeedbackEntry> = new Map();
    const client = createFeedbackClient({
      submit: ablateSubmit(async (submission, context) => {
        const { messageId } = submission.message;
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
      userId: 'user-1',
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
      register: (messageId) => entries.get(messageId)?.register ?? null,
      shown: new Map(),
    };
    tabs.set(name, tab);
    for (const messageId of MESSAGES) client.subscribe({ messageId }, () => check(tab, messageId));
  }

  /** Checks the promises that hold at every moment. */
  function check({ name, client, register, shown }: Tab, messageId: string): void {
    const { confirmed } = client.getSnapshot({ messageId });
    if (confirmed !== null && confirmed.stamp > (accepted.get(messageId) ?? '')) {
      violations.push(`(6) ${name} shows feedback as confirmed that the store does not have`);
    }
    const stamp = register(messageId)?.submission?.stamp ?? '';
    // Only the correction of a wrong clock may take a stamp back.
    if (!everSkewed && stamp < (shown.get(messageId) ?? ''))
      violations.push(`(3) ${name} returned to an older submission`);
    shown.set(messageId, stamp);
  }

  function submit(tab: Tab, messageId: string, act: (client: FeedbackClient) => void): void {
    const before = tab.register(messageId)?.submission?.stamp;
    act(tab.client);
    const submission = tab.register(messageId)?.submission;
    if (!submission || submission.stamp === before) return;
    submissions.set(messageId, { feedback: submission.feedback, stamp: submission.stamp });
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
    for (const [messageId, { stamp }] of submissions) {
      const known = [...tabs.values()].some(
        (tab) => (tab.register(messageId)?.submission?.stamp ?? '') >= stamp,
      );
      if (!known && stamp > (accepted.get(messageId) ?? '')) submissions.delete(messageId);
    }
  }

  function setSignedIn(value: boolean): void {
    signedIn = value;
    if (signedIn) for (const { client } of tabs.values()) client.resume();
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
    /** Ends all faults, with the user signed in and a tab open. */
    heal() {
      healed = true;
      network.setFates([]);
      network.setOnline(true);
      for (const { wake } of browser.pages.values()) wake();
      dify.setFates([]);
      browser.setHealth('well');
      skewMs = 0;
      setSignedIn(true);
      if (tabs.size === 0) openTab();
    },
    end() {
      for (const node of nodes) node.kill();
      for (const tab of tabs.values()) tab.client.close();
    },
  };
}

export type World = ReturnType<typeof createWorld>;

export interface Tab {
  readonly name: string;
  readonly client: FeedbackClient;
  readonly register: (messageId: string) => FeedbackEntry['register'] | null;
  /** The stamp shown last, by message. */
  readonly shown: Map<string, string>;
}

interface LatestSubmission {
  readonly feedback: Feedback;
  readonly stamp: string;
}

/** Records the largest stamp that the store has accepted for each message. */
function watchAccepts(store: FeedbackStore, accepted: Map<string, string>): FeedbackStore {
  return {
    ...store,
    async accept(submit, now, terms) {
      const acceptance = await store.accept(submit, now, terms);
      const { messageId } = submit.message;
      const { stamp } = acceptance.row.submission;
      if (stamp > (accepted.get(messageId) ?? '')) accepted.set(messageId, stamp);
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

function never(): Promise<never> {
  return new Promise(() => {});
}
