import {
  FeedbackError,
  type LoadFeedback,
  type SubmitFeedback,
  type TabChannel,
  type TabNote,
} from '@message-feedback/core';
import type { FeedbackStore } from '@message-feedback/proxy';
import type { BrowserTab } from './browser.ts';
import type { Mechanism } from './mechanisms.ts';
import { createUnfencedStore } from './unfenced-store.ts';

/** A store without the mechanism, if it is a mechanism of the store. */
export function ablateStore(store: FeedbackStore, without: Mechanism | null): FeedbackStore {
  switch (without) {
    case 'stampFence':
      return createUnfencedStore(store);
    case 'serialisation':
      // The lease expires long before the attempt ends, so other nodes send too.
      return {
        ...store,
        accept: (submission, now, terms, lease) =>
          store.accept(submission, now, terms, lease && { ...lease, until: now + 50 }),
        claim: (request) => store.claim({ ...request, leaseUntil: request.now + 50 }),
      };
    case 'reassertion':
      return {
        ...store,
        // Without a lease, so that `claim` says all there is about uncertainty.
        accept: (submission, now, terms) => store.accept(submission, now, terms),
        claim: async (request) =>
          (await store.claim(request)).map((lease) => ({
            ...lease,
            row: { ...lease.row, uncertainUntil: null },
          })),
        settle: (lease, settlement) =>
          store.settle(lease, {
            ...settlement,
            uncertainUntil: null,
            dueAt: settlement.delivered ? null : settlement.dueAt,
          }),
      };
    default:
      return store;
  }
}

/** An upstream whose error for revoking nothing the adapter does not recognize. */
export function ablateUpstream(
  fetch: typeof globalThis.fetch,
  without: Mechanism | null,
): typeof globalThis.fetch {
  if (without !== 'revokeOfNothing') return fetch;
  return async (...call) => {
    const response = await fetch(...call);
    if (response.status !== 400) return response;
    return Response.json({ code: 'invalid_param', message: 'unknown', status: 400 }, { status: 400 });
  };
}

/** A network whose responses name no user. */
export function ablateNetwork(
  fetch: typeof globalThis.fetch,
  without: Mechanism | null,
): typeof globalThis.fetch {
  if (without !== 'userTag') return fetch;
  return async (...call) => {
    const response = await fetch(...call);
    if (response.headers.get('content-type') === 'text/html') return response;
    const { userTag: _, ...body } = (await response.json()) as Record<string, unknown>;
    return Response.json(body, response);
  };
}

/** A submit function that turns the third failure into a permanent refusal. */
export function ablateSubmit(submit: SubmitFeedback, without: Mechanism | null): SubmitFeedback {
  if (without !== 'longRetrying') return submit;
  const failures = new Map<string, number>();
  return async (submission, context) => {
    try {
      return await submit(submission, context);
    } catch (error) {
      const count = (failures.get(submission.stamp) ?? 0) + 1;
      failures.set(submission.stamp, count);
      if (count < 3) throw error;
      throw new FeedbackError('upstream_refused', 'It has failed three times.');
    }
  };
}

/** A connection that neither learns nor tells the time. */
export function ablateConnection(connection: Connection, without: Mechanism | null): Connection {
  if (without !== 'proxyTime') return connection;
  const withoutTime = <Result>(result: Result): Result => ({ ...result, serverTime: undefined });
  return {
    submit: async (submission, { sentAt: _, ...context }) =>
      withoutTime(await connection.submit(submission, context)),
    load: async (...call) => withoutTime(await connection.load(...call)),
  };
}

interface Connection {
  readonly submit: SubmitFeedback;
  readonly load: LoadFeedback;
}

/** A tab that does not hear of purges, or neither of other tabs' submissions nor of page events. */
export function ablateTab(tab: BrowserTab, without: Mechanism | null): BrowserTab {
  switch (without) {
    case 'purge':
      return withoutNotes(tab, ({ event }) => event === 'purged');
    case 'takeOver':
      return {
        ...withoutNotes(tab, ({ event }) => event !== 'purged' && event.type === 'submitted'),
        page: { listen: () => () => {} },
      };
    default:
      return tab;
  }
}

function withoutNotes(tab: BrowserTab, isLost: (note: TabNote) => boolean): BrowserTab {
  const listen: TabChannel['listen'] = (listener) =>
    tab.channel.listen((note) => {
      if (!isLost(note)) listener(note);
    });
  return { ...tab, channel: { ...tab.channel, listen } };
}
