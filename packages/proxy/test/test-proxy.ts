import { type Feedback, formatStamp, type MessageRef, NO_FEEDBACK } from '@message-feedback/core';
import { onTestFinished } from 'vitest';
import { createDifyAdapter } from '../src/adapters/dify/index.ts';
import {
  createFeedbackProxy,
  createMemoryStore,
  type FeedbackProxyOptions,
  type ProxyEvent,
} from '../src/index.ts';
import { createScriptedUpstream } from './scripted-upstream.ts';

/** A proxy for a scripted Dify and one signed-in user, with its events. */
export function createTestProxy(
  options: Partial<FeedbackProxyOptions> = {},
  succeed?: () => Response,
  { start = true } = {},
) {
  const upstream = createScriptedUpstream(succeed);
  const store = options.store ?? createMemoryStore();
  const events: ProxyEvent[] = [];
  const proxy = createFeedbackProxy({
    adapter: createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' }),
    identify: () => 'user-1',
    store,
    fetch: upstream.fetch,
    onEvent: (event) => events.push(event),
    random: () => 1,
    ...{ limiter: null, totalLimiter: null },
    ...options,
  });
  if (start) proxy.start();
  // Its worker would wake up during a later test of the same thread, under that test's clock. Not
  // awaited, as a request may hang.
  onTestFinished(() => {
    void proxy.close();
  });

  return {
    proxy,
    upstream,
    store,
    events,
    eventsOf: (type: ProxyEvent['type']) => events.filter((event) => event.type === type),
    submit: (submission: TestSubmission = {}) => proxy.fetch(submitRequest(submission)),
    load: (...messageIds: string[]) =>
      proxy.fetch(new Request(`${ENDPOINT}?${messageIds.map((id) => `messageId=${id}`).join('&')}`)),
    /** The feedback that a reload would return. */
    async loaded() {
      const response = await proxy.fetch(new Request(`${ENDPOINT}?messageId=${MESSAGE_ID}`));
      const { items } = (await response.json()) as { items: { feedback: Feedback; stamp: string }[] };
      return items[0];
    },
    /** The upstream's requests, in order. */
    delivered: () => upstream.calls.map(({ body }) => JSON.parse(body) as Record<string, unknown>),
  };
}

export const ENDPOINT = 'https://chat.example.com/api/message-feedback';
export const MESSAGE_ID = '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11';

export const LIKE: Feedback = { rating: 'like', reasons: [], comment: '' };
export const DISLIKE: Feedback = { rating: 'dislike', reasons: [], comment: '' };
export const NONE: Feedback = NO_FEEDBACK;

/** The nth stamp of one millisecond. */
export function stampOf(counter: number, ms = 1_700_000_000_000): string {
  return formatStamp({ ms, counter, clientId: 'tab' });
}

export interface TestSubmission {
  readonly message?: MessageRef;
  readonly feedback?: Feedback;
  readonly stamp?: string;
  readonly sentAt?: number | null;
}

export function submitRequest({
  message = { messageId: MESSAGE_ID },
  feedback = LIKE,
  stamp = stampOf(1),
  sentAt,
}: TestSubmission = {}): Request {
  return rawRequest(JSON.stringify({ message, feedback, stamp, sentAt }));
}

/** A same-origin POST with any body. */
export function rawRequest(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body,
  });
}
