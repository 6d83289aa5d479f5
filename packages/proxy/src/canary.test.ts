import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMoveworksProxy, MESSAGE, sealed } from '../test/moveworks-proxy.ts';
import {
  connectionLost,
  messageNotExists,
  type Reply,
  silence,
  unavailable,
} from '../test/scripted-upstream.ts';
import { createTestProxy, MESSAGE_ID, rawRequest, stampOf } from '../test/test-proxy.ts';
import { createDifyAdapter } from './adapters/dify/index.ts';
import { logEvent } from './events/event-log.ts';
import { createMemoryStore, type FeedbackProxyOptions } from './index.ts';

const KEY = 'app-canarykey';
const USER = 'canary-user@example.com';
const COMMENT = 'canary comment';
const REASON = 'canary reason';
const VENDOR = 'canary vendor text';
const SECRETS = [KEY, USER, COMMENT, REASON, VENDOR];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/**
 * All that a proxy exposes in one scenario: events, console lines, responses with their headers.
 */
async function everythingFrom(replies: Reply[], options: Partial<FeedbackProxyOptions> = {}) {
  const out: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => out.push(values.map(String).join(' ')));
  }
  const { submit, proxy, upstream, load } = createTestProxy({
    adapter: createDifyAdapter({ apiKey: KEY, baseUrl: 'https://dify.example.com/v1' }),
    identify: () => USER,
    onEvent: (event) => {
      out.push(JSON.stringify(event));
      logEvent(event);
    },
    ...options,
  });
  upstream.next(...replies);

  const metadata = { [COMMENT]: REASON };
  const feedback = { rating: 'dislike' as const, reasons: [REASON], comment: COMMENT, metadata };
  const valid = submit({ feedback, stamp: stampOf(1) });
  await vi.advanceTimersByTimeAsync(80 * 3_600_000);
  const tooLong = submit({ feedback: { ...feedback, comment: COMMENT.repeat(40) }, stamp: stampOf(2) });
  const badMetadata = submit({ feedback: { ...feedback, metadata: { [COMMENT]: COMMENT.repeat(40) } } });
  const unknown = proxy.fetch(rawRequest(JSON.stringify({ [COMMENT]: COMMENT, message: COMMENT })));
  const notJson = proxy.fetch(rawRequest(`{"${COMMENT}`));
  const badId = submit({ message: { messageId: COMMENT }, feedback });
  const badQuery = load(encodeURIComponent(COMMENT));
  for (const response of await Promise.all([
    valid,
    tooLong,
    badMetadata,
    unknown,
    notJson,
    badId,
    badQuery,
  ])) {
    out.push(JSON.stringify([...response.headers]), await textWithoutFeedback(response));
  }
  expect(out.length).toBeGreaterThan(12);
  return out.join('\n');
}

/** A response to the user may contain the stored feedback and ids of the request, but only in their fields. */
async function textWithoutFeedback(response: Response): Promise<string> {
  const text = await response.text();
  return response.ok ? JSON.stringify({ ...JSON.parse(text), feedback: null, skipped: null }) : text;
}

function vendor(status: number): Reply {
  return () => Response.json({ code: 'invalid_param', message: VENDOR, status }, { status });
}

describe('no secret is exposed', () => {
  it.each<[string, Reply[]]>([
    ['the upstream takes everything', []],
    ['the upstream refuses', [vendor(400)]],
    ['the message does not exist', [messageNotExists]],
    ['the key is rejected', Array.from({ length: 2_000 }, () => vendor(401))],
    ['the upstream is down for days', Array.from({ length: 2_000 }, () => () => unavailable())],
    ['the upstream crashes and quotes', [vendor(500)]],
    ['another server responds', [() => new Response(`<h1>${VENDOR} ${KEY}</h1>`, { status: 404 })]],
    ['the connection breaks', [connectionLost]],
    ['no response comes', [silence]],
    [
      'fetch quotes the request',
      [
        () => {
          throw new Error(`${KEY} ${COMMENT} ${USER}`);
        },
      ],
    ],
  ])('when %s', async (_, replies) => {
    const everything = await everythingFrom(replies);
    expect(SECRETS.filter((secret) => everything.includes(secret))).toEqual([]);
  });

  it.each<[string, Partial<FeedbackProxyOptions>]>([
    [
      'identify throws',
      {
        identify: () => {
          throw new Error(`no session for ${USER}`);
        },
      },
    ],
    ['identify returns too much', { identify: () => USER.repeat(20) }],
    [
      'authorize throws',
      {
        authorize: () => {
          throw new Error(`${USER} ${KEY}`);
        },
      },
    ],
    ['authorize says no', { authorize: () => false }],
    [
      'formatContent throws',
      {
        adapter: createDifyAdapter({
          apiKey: KEY,
          baseUrl: 'https://dify.example.com/v1',
          formatContent: ({ comment }) => {
            throw new Error(comment);
          },
        }),
      },
    ],
    [
      'the store throws',
      {
        store: {
          ...createMemoryStore(),
          accept: async () => Promise.reject(new Error(`${USER} ${COMMENT}`)),
        },
      },
    ],
  ])('when %s', async (_, options) => {
    const everything = await everythingFrom([], options);
    expect(SECRETS.filter((secret) => everything.includes(secret))).toEqual([]);
  });

  it('although events contain the length of a comment', async () => {
    const { submit, events } = createTestProxy();
    await submit({ feedback: { rating: 'like', reasons: ['a', 'b'], comment: '好👍' } });
    expect(events[0]).toEqual({
      type: 'accepted',
      adapter: 'dify',
      requestId: expect.any(String),
      messageId: MESSAGE_ID,
      reasons: 2,
      commentCharacters: 2,
    });
  });
});

describe('no secret is exposed on the way to Moveworks', () => {
  const TOKEN = 'mwt_canarytoken';
  const CALLBACK_IDS = { helpful: 'canary-helpful', unhelpful: 'canary-unhelpful' };

  it.each<[string, Reply[]]>([
    ['it takes the rating', []],
    ['it refuses the callback id', [vendor(400)]],
    ['it rejects the bearer token', Array.from({ length: 50 }, () => vendor(401))],
    ['the attempts are uncertain', [connectionLost, connectionLost]],
  ])('when %s', async (_, replies) => {
    const out: string[] = [];
    const { submit, load, upstream } = createMoveworksProxy(
      { getToken: ({ rejected }) => `${TOKEN}${rejected ? '-2' : ''}`, resolveMessage: () => CALLBACK_IDS },
      { onEvent: (event) => out.push(JSON.stringify(event)) },
    );
    upstream.next(...replies);
    const feedback = { rating: 'dislike' as const, reasons: [REASON], comment: COMMENT };
    const token = await sealed(CALLBACK_IDS);
    // Opening the reference takes real time, which the fake clock does not wait for.
    const accepted = await submit({ message: { ...MESSAGE, token }, feedback });
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    const later = [load(MESSAGE.messageId), submit({ message: { ...MESSAGE, token }, stamp: stampOf(2) })];
    for (const response of [accepted, ...(await Promise.all(later))]) {
      out.push(
        JSON.stringify([...response.headers]),
        (await response.text()).replaceAll(/"feedback":{[^}]*}/g, ''),
      );
    }
    expect(upstream.calls.length).toBeGreaterThan(0);
    const everything = out.join('\n');
    const secrets = [TOKEN, ...Object.values(CALLBACK_IDS), token, COMMENT, REASON, VENDOR];
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  });
});
