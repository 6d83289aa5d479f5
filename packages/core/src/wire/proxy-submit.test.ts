import fc from 'fast-check';
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

const problemResponse = (problem: object | null, status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });

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

  it.each(['before a response', 'while the body is read'])(
    'rejects with the reason of an abort %s',
    async (moment) => {
      const controller = new AbortController();
      const { signal } = controller;
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
      const body = new ReadableStream({ pull: () => aborted });
      const { submit } = setUp(() => (moment === 'before a response' ? aborted : new Response(body)));
      const result = submit(submission, { ...context(), signal });
      setTimeout(() => controller.abort('The host is done.'));
      await expect(result).rejects.toBe('The host is done.');
    },
  );

  it('rejects with the problem that the proxy reports', async () => {
    const problem = {
      code: 'clock_skew',
      detail: 'Your clock is wrong.',
      serverTime: 1_700_000_000_000,
      requestId: 'r-1',
    };
    const { submit } = setUp(() => problemResponse(problem, 422, { 'retry-after': '7' }));
    expect(await failureOf(submit)).toMatchObject({
      code: 'clock_skew',
      message: 'Your clock is wrong.',
      serverTime: 1_700_000_000_000,
      requestId: 'r-1',
      retryAfterMs: 7_000,
    });
  });

  it('retries after a response that is not the proxy’s, whatever its status and body', async () => {
    const known = { code: 'message_not_found', detail: 'A gateway.' };
    const html = { 'content-type': 'text/html' };
    const bodies = fc.constantFrom<(status: number) => Response>(
      (status) => new Response('<h1>A gateway</h1>', { status, headers: html }),
      (status) => new Response(null, { status }),
      (status) => Response.json({ code: 'not_found', message: 'A gateway.' }, { status }),
      (status) => Response.json(known, { status }),
      (status) => problemResponse({ ...known, code: 'from_another_api' }, status),
      (status) => problemResponse({}, status),
      (status) => problemResponse(null, status),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: 599 }), bodies, async (status, respond) => {
        const error = await failureOf(setUp(() => respond(status)).submit);
        expect(error).toMatchObject({ code: 'unexpected_response', retryable: true });
        expect(error?.message).toContain(String(status));
        expect(error?.message).not.toContain('gateway');
      }),
      { numRuns: 300 },
    );
  });

  it('reads a date in Retry-After with the server’s clock, because the device’s may be wrong', async () => {
    const date = 'Sat, 01 Jan 2000 00:00:00 GMT';
    const headers = { date, 'retry-after': 'Sat, 01 Jan 2000 00:00:30 GMT' };
    const page = () => new Response('Come back later.', { status: 503, headers });
    expect(await failureOf(setUp(page).submit)).toMatchObject({ retryAfterMs: 30_000 });
  });

  it('obeys the Retry-After of a gateway', async () => {
    const page = () => new Response('Come back later.', { status: 503, headers: { 'retry-after': '7' } });
    expect(await failureOf(setUp(page).submit)).toMatchObject({ retryAfterMs: 7_000 });
  });

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

  it.each([
    ['/api/feedback?tenant=7', '/api/feedback?tenant=7', '/api/feedback?tenant=7&messageId=m'],
    ['/chat/feedback/', '/chat/feedback/', '/chat/feedback/?messageId=m'],
    ['https://api.example.com/f#top', 'https://api.example.com/f', 'https://api.example.com/f?messageId=m'],
  ])('sends to and reads from the endpoint %s', async (endpoint, sent, read) => {
    const { fetch, submit } = setUp(() => Response.json({ ...receipt, items: [] }), { endpoint });
    await submit(submission, context());
    await submit.load([{ messageId: 'm' }], context());
    expect(fetch.mock.calls.map(([address]) => address)).toEqual([sent, read]);
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
