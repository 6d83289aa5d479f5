import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestProxy, LIKE, type TestSubmission } from '../../test/test-proxy.ts';
import { type CozeAdapterOptions, createCozeAdapter } from '../adapters/coze/index.ts';
import { type FeedbackProxyOptions, TokenUnavailableError } from '../index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MESSAGE = { messageId: '7521737293021234567', conversationId: '7515364893129876543' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function createCozeProxy(
  getToken: CozeAdapterOptions['getToken'],
  options: Partial<FeedbackProxyOptions> = {},
) {
  const baseUrl = 'https://api.coze.cn';
  const adapter = createCozeAdapter(getToken ? { baseUrl, getToken } : { baseUrl, token: 'pat_1' });
  const succeed = () => Response.json({ code: 0, msg: '' });
  const test = createTestProxy({ adapter, authorize: () => true, ...options }, succeed);
  return {
    ...test,
    submit: ({ message = MESSAGE, ...submission }: TestSubmission = {}) =>
      test.submit({ ...submission, message, feedback: LIKE }),
    tokensUsed: () => test.upstream.calls.map(({ headers }) => headers.get('authorization')?.slice(7)),
  };
}

const rejected =
  (code = 4101) =>
  () =>
    Response.json({ code, msg: 'text' }, { status: 200, headers: { 'x-tt-logid': 'log-1' } });

async function statusOf(response: Promise<Response>): Promise<unknown> {
  return ((await (await response).json()) as { status: unknown }).status;
}

describe('a token that the upstream rejects', () => {
  it.each([[4100], [4101], [700012006]])(
    'is replaced once, and the rating is sent again: %d',
    async (code) => {
      const getToken = vi.fn(({ rejected }: { rejected?: string }) =>
        rejected === undefined ? 'old' : 'new',
      );
      const { submit, upstream, tokensUsed } = createCozeProxy(getToken);
      upstream.next(rejected(code));
      expect(await statusOf(submit())).toBe('delivered');
      expect(tokensUsed()).toEqual(['old', 'new']);
      expect(getToken.mock.calls).toEqual([[{ userId: 'user-1' }], [{ userId: 'user-1', rejected: 'old' }]]);
    },
  );

  it('is replaced after HTTP 401, too', async () => {
    const { submit, upstream, tokensUsed } = createCozeProxy(({ rejected }) => (rejected ? 'new' : 'old'));
    upstream.next(new Response('', { status: 401 }));
    expect(await statusOf(submit())).toBe('delivered');
    expect(tokensUsed()).toEqual(['old', 'new']);
  });

  it('holds the rating when the next one is rejected as well', async () => {
    let count = 0;
    const { submit, upstream, tokensUsed, eventsOf } = createCozeProxy(() => `token-${++count}`);
    upstream.next(rejected(), rejected());
    expect(await statusOf(submit())).toBe('accepted');
    expect(tokensUsed()).toEqual(['token-1', 'token-2']);
    expect(eventsOf('held')).toMatchObject([{ upstreamTraceId: 'log-1', retryInMs: 5 * MINUTE }]);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('is not sent a second time when the host has no other', async () => {
    const { submit, upstream, tokensUsed } = createCozeProxy(() => 'same');
    upstream.next(rejected());
    expect(await statusOf(submit())).toBe('accepted');
    expect(tokensUsed()).toEqual(['same']);
  });

  it('holds the rating at once if one token serves all users', async () => {
    const { submit, upstream, eventsOf } = createCozeProxy(undefined);
    upstream.next(rejected());
    expect(await statusOf(submit())).toBe('accepted');
    expect([upstream.calls.length, eventsOf('held').length]).toEqual([1, 1]);
  });
});

describe('a host that has no token', () => {
  it.each<[string, () => string]>([
    [
      'because its function throws',
      () => {
        throw new Error('vault is sealed');
      },
    ],
    ['because it returns nothing', () => undefined as unknown as string],
    ['because it has a line break', () => 'token\n'],
  ])('keeps every rating while that lasts, %s', async (_, fail) => {
    const getToken = vi.fn<() => string>(fail);
    const { submit, upstream, eventsOf } = createCozeProxy(getToken);
    expect(await statusOf(submit())).toBe('accepted');
    await vi.advanceTimersByTimeAsync(100 * HOUR);
    expect([upstream.calls.length, eventsOf('dead_lettered').length]).toEqual([0, 0]);
    expect(eventsOf('upstream_failing')).toMatchObject([{ cause: 'credentials', upstreamStatus: null }]);
    expect(eventsOf('token_failed')).toHaveLength(1);
    getToken.mockImplementation(() => 'token');
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('is asked again soon after a transient error', async () => {
    const getToken = vi.fn(() => 'token');
    getToken.mockImplementationOnce(() => {
      throw new TokenUnavailableError('down');
    });
    const { submit, eventsOf } = createCozeProxy(getToken);
    expect(await statusOf(submit())).toBe('accepted');
    await vi.advanceTimersByTimeAsync(500);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('delays no other row, and sends nothing after its time limit', async () => {
    let release = (_: string) => {};
    const slow = new Promise<string>((resolve) => {
      release = resolve;
    });
    const getToken = vi.fn<() => string | Promise<string>>(() => 'token').mockReturnValueOnce(slow);
    const { submit, upstream, eventsOf } = createCozeProxy(getToken);
    const response = submit();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await statusOf(response)).toBe('accepted');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(eventsOf('held')).toHaveLength(1);
    release('late');
    await vi.advanceTimersByTimeAsync(0);
    expect(upstream.calls).toEqual([]);
  });
});

describe('an attempt', () => {
  it('reports the upstream’s id of the request', async () => {
    const { submit, upstream, eventsOf } = createCozeProxy(undefined);
    upstream.next(Response.json({ code: 0, msg: '', detail: { logid: '2024AB' } }));
    await submit();
    expect(eventsOf('delivered')).toMatchObject([{ upstreamTraceId: '2024AB' }]);
  });

  it('does not report a sentence as an id', async () => {
    const { submit, upstream, eventsOf } = createCozeProxy(undefined);
    upstream.next(Response.json({ code: 0, msg: '', detail: { logid: 'Dear Ada, your rating' } }));
    await submit();
    expect(eventsOf('delivered')).toMatchObject([{ upstreamTraceId: null }]);
  });
});
