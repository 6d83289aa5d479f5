import { describe, expect, it, vi } from 'vitest';
import { type FeedbackSubmission, NO_FEEDBACK } from '../feedback/types.ts';
import type { FeedbackError } from './feedback-error.ts';
import type { ProxySubmitOptions } from './proxy-connection.ts';
import { createProxySubmit } from './proxy-submit.ts';

const submission: FeedbackSubmission = {
  message: { messageId: 'message-1' },
  feedback: { rating: 'like', reasons: [], comment: '' },
  stamp: '001700000000000-00000-a',
};
const receipt = { ...submission, status: 'delivered', undoUntil: null, final: false };
const context = () => ({ signal: new AbortController().signal, keepalive: false });

function setUp(respond: () => Response | Promise<Response>, options: Partial<ProxySubmitOptions> = {}) {
  const fetch = vi.fn(async (_address: RequestInfo | URL, _init?: RequestInit) => respond());
  return { fetch, submit: createProxySubmit({ endpoint: '/feedback', fetch, ...options }) };
}

const failureOf = (submit: ReturnType<typeof createProxySubmit>) =>
  submit(submission, context()).then(
    () => null,
    (error: FeedbackError) => error,
  );

describe('createProxySubmit', () => {
  it('posts the submission as JSON and returns the known fields of the receipt', async () => {
    const { fetch, submit } = setUp(() => Response.json({ ...receipt, message: undefined, news: 1 }));
    const { message: _, ...known } = receipt;
    expect(await submit(submission, { ...context(), keepalive: true })).toEqual(known);
    const [address, init] = fetch.mock.calls[0] ?? [];
    expect(address).toBe('/feedback');
    expect(init).toMatchObject({ method: 'POST', keepalive: true, credentials: 'same-origin' });
    expect(JSON.parse(String(init?.body))).toEqual(submission);
    expect(new Headers(init?.headers).get('content-type')).toBe('application/json');
  });

  it('calls the headers function for each request', async () => {
    let token = 1;
    const headers = () => ({ authorization: `Bearer ${token++}` });
    const { fetch, submit } = setUp(() => Response.json(receipt), { headers });
    await submit(submission, context());
    await submit(submission, context());
    const sent = fetch.mock.calls.map(([, init]) => new Headers(init?.headers).get('authorization'));
    expect(sent).toEqual(['Bearer 1', 'Bearer 2']);
  });

  it('rejects with the problem that the proxy reports', async () => {
    const problem = {
      code: 'clock_skew',
      detail: 'Your clock is wrong.',
      serverTime: 1_700_000_000_000,
      requestId: 'r-1',
    };
    const { submit } = setUp(() => Response.json(problem, { status: 422, headers: { 'retry-after': '7' } }));
    expect(await failureOf(submit)).toMatchObject({
      code: 'clock_skew',
      message: 'Your clock is wrong.',
      serverTime: 1_700_000_000_000,
      requestId: 'r-1',
      retryAfterMs: 7_000,
    });
  });

  it.each([
    [400, 'invalid_submission', false],
    [401, 'unauthenticated', false],
    [403, 'cross_origin', false],
    [404, 'message_not_found', false],
    [410, 'message_not_found', false],
    [408, 'request_timeout', true],
    [425, 'request_timeout', true],
    [413, 'submission_too_large', false],
    [415, 'unsupported_media_type', false],
    [422, 'upstream_refused', false],
    [429, 'too_many_requests', true],
    [500, 'internal', true],
    [502, 'unexpected_response', true],
    [503, 'store_unavailable', true],
  ])(
    'derives the code from status %i if the response is not the proxy’s',
    async (status, code, retryable) => {
      const { submit } = setUp(() => new Response('<h1>A gateway</h1>', { status }));
      const error = await failureOf(submit);
      expect(error).toMatchObject({ code, retryable });
      expect(error?.message).not.toContain('gateway');
    },
  );

  it.each([
    ['an HTML page', () => new Response('<!doctype html>')],
    ['other JSON', () => Response.json({ ok: true })],
    ['an invalid stamp', () => Response.json({ ...receipt, stamp: 'now' })],
    ['invalid feedback', () => Response.json({ ...receipt, feedback: { rating: 'great' } })],
  ])('rejects %s with status 200 as a transient error', async (_, respond) => {
    const { submit } = setUp(respond);
    expect(await failureOf(submit)).toMatchObject({ code: 'unexpected_response', retryable: true });
  });

  it('rejects with a network error if the request fails', async () => {
    const { submit } = setUp(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failureOf(submit)).toMatchObject({ code: 'network', retryable: true });
  });

  it('reads saved feedback', async () => {
    const item = {
      messageId: 'm 1',
      feedback: NO_FEEDBACK,
      stamp: submission.stamp,
      undoUntil: null,
      final: true,
    };
    const { fetch, submit } = setUp(() => Response.json({ items: [item] }));
    const loaded = await submit.load([{ messageId: 'm 1' }, { messageId: 'm2' }], context());
    expect(loaded.items).toEqual([item]);
    expect(fetch.mock.calls[0]?.[0]).toBe('/feedback?messageId=m+1&messageId=m2');
  });
});
