import { describe, expect, it } from 'vitest';
import type { ProxyEvent } from '../events/proxy-event.ts';
import { NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { describeStore } from '../testing/store-suite.ts';
import type { FeedbackStore } from './feedback-store.ts';
import { createMemoryStore } from './memory.ts';
import { watchStore } from './watched-store.ts';

const MINUTE = 60_000;

describeStore('a watched store', () => watchStore(createMemoryStore(), { emit: () => {}, now: () => NOW }), {
  describe,
  expect,
  it,
});

/** A watched store whose methods can fail. */
function createWatched() {
  const store = createMemoryStore();
  const broken = new Set<keyof FeedbackStore>();
  const unreliable = new Proxy(store, {
    get(target, step: keyof FeedbackStore) {
      return broken.has(step) ? async () => Promise.reject(new RangeError('disk full')) : target[step];
    },
  });
  const events: ProxyEvent[] = [];
  let time = NOW;
  const watched = watchStore(unreliable, { emit: (event) => events.push(event), now: () => time });
  return {
    watched,
    events,
    break(...steps: (keyof FeedbackStore)[]) {
      for (const step of steps) broken.add(step);
    },
    fix: () => broken.clear(),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

const CLAIM = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'a' };
const FAILED = { type: 'store_failed', errorName: 'RangeError' };

describe('watchStore', () => {
  it('emits the start and the end of an outage once', async () => {
    const { watched, events, ...store } = createWatched();
    store.break('accept', 'claim', 'nextDueAt');
    await expect(watched.accept(submissionOf(1), NOW)).rejects.toThrow('disk full');
    await expect(watched.claim(CLAIM)).rejects.toThrow();
    await expect(watched.nextDueAt()).rejects.toThrow();
    expect(events).toEqual([FAILED]);

    store.fix();
    store.pass(MINUTE);
    await watched.accept(submissionOf(1), NOW);
    expect(events).toEqual([FAILED, { type: 'store_recovered', failedForMs: MINUTE, failedCalls: 3 }]);
    await watched.claim(CLAIM);
    expect(events).toHaveLength(2);
  });

  it('does not end an outage when a full disk can still be read', async () => {
    const { watched, events, ...store } = createWatched();
    store.break('accept');
    await expect(watched.accept(submissionOf(1), NOW)).rejects.toThrow();
    await watched.get('user-1', ['message-1']);
    await watched.nextDueAt();
    await watched.claim(CLAIM);
    await expect(watched.accept(submissionOf(1), NOW)).rejects.toThrow();
    expect(events).toEqual([FAILED]);
  });

  it('does not end an outage when a call from before it succeeds', async () => {
    const store = createMemoryStore();
    const events: ProxyEvent[] = [];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const half: FeedbackStore = {
      ...store,
      accept: (...call) => held.then(() => store.accept(...call)),
      nextDueAt: () => Promise.reject(new RangeError('disk full')),
    };
    const watched = watchStore(half, { emit: (event) => events.push(event), now: () => NOW });
    const early = watched.accept(submissionOf(1), NOW);
    await expect(watched.nextDueAt()).rejects.toThrow();
    letGo();
    await early;
    expect(events).toEqual([FAILED]);
    await watched.accept(submissionOf(2), NOW);
    expect(events).toHaveLength(2);
  });

  it('ends an outage when the failed method succeeds', async () => {
    const { watched, events, ...store } = createWatched();
    store.break('claim');
    await expect(watched.claim(CLAIM)).rejects.toThrow();
    store.fix();
    await watched.claim(CLAIM);
    store.break('claim');
    await expect(watched.claim(CLAIM)).rejects.toThrow();
    expect(events.map(({ type }) => type)).toEqual(['store_failed', 'store_recovered', 'store_failed']);
  });
});
