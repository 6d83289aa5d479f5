import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestProxy } from '../../test/test-proxy.ts';
import { createCozeAdapter, createCozeTokens } from '../adapters/coze/index.ts';
import { createDifyAdapter } from '../adapters/dify/index.ts';
import { eventLevel, type GetToken, TokenRefusedError, TokenUnavailableError } from '../index.ts';

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function createCozeProxy(getToken: GetToken) {
  const adapter = createCozeAdapter({ baseUrl: 'https://api.coze.cn', getToken });
  const test = createTestProxy({ adapter, authorize: () => true }, () => Response.json({ code: 0, msg: '' }));
  let count = 0;
  return {
    ...test,
    submit: () => test.submit({ message: { messageId: String(++count), conversationId: '7' } }),
    failures: () => test.events.filter(({ type }) => ['token_failed', 'adapter_failed'].includes(type)),
  };
}

/** A host's function that throws this. */
function failing(error: unknown): () => never {
  return () => {
    throw error;
  };
}

describe('a token failure reaches the operator', () => {
  it('in the words of the host', async () => {
    const { submit, failures } = createCozeProxy(failing(new TokenRefusedError('The vault is sealed.')));
    await submit();
    expect(failures()).toEqual([
      {
        ...{ type: 'token_failed', adapter: 'coze', messageId: '1', transient: false },
        ...{ detail: 'The vault is sealed.', endpointMessage: null, traceId: null },
      },
    ]);
    expect(failures().map(eventLevel)).toEqual(['error']);
  });

  it('as a warning if it is transient', async () => {
    const { submit, failures } = createCozeProxy(failing(new TokenUnavailableError('Down.')));
    await submit();
    expect(failures()).toMatchObject([{ type: 'token_failed', transient: true, detail: 'Down.' }]);
    expect(failures().map(eventLevel)).toEqual(['warn']);
  });

  it.each<[string, GetToken, RegExp]>([
    [
      'throws another error',
      failing(new TypeError('secret')),
      /^The getToken function failed with TypeError/,
    ],
    [
      'returns nothing',
      () => undefined as unknown as string,
      /did not return a valid token or key.* Return it alone/,
    ],
    ['returns a line break, too', () => 'secret\n', /did not return a valid token or key.* without "Bearer"/],
  ])('with a sentence if the function of the host %s', async (_, getToken, detail) => {
    const { submit, failures } = createCozeProxy(getToken);
    await submit();
    expect(failures()).toMatchObject([{ type: 'token_failed', detail: expect.stringMatching(detail) }]);
    expect(JSON.stringify(failures())).not.toContain('secret');
  });

  it('with a sentence if the function of the host never answers', async () => {
    const { submit, failures } = createCozeProxy(() => new Promise(() => {}));
    void submit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(failures()).toMatchObject([{ detail: expect.stringMatching(/failed with TimeoutError/) }]);
  });

  it.each<[string, () => string | Promise<string>, RegExp]>([
    ['throws', failing(new TypeError('secret')), /^The apiKey function failed with TypeError/],
    ['never answers', () => new Promise(() => {}), /^The apiKey function failed with TimeoutError/],
    ['returns a line break, too', () => 'secret\n', /^The apiKey function did not return a valid token/],
  ])('by the name of the option, if Dify’s key comes from a function that %s', async (_, apiKey, detail) => {
    const adapter = createDifyAdapter({ apiKey, baseUrl: 'https://dify.example.com/v1' });
    const { submit, upstream, eventsOf } = createTestProxy({ adapter });
    void submit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(eventsOf('token_failed')).toMatchObject([{ detail: expect.stringMatching(detail) }]);
    expect(JSON.stringify(eventsOf('token_failed'))).not.toContain('secret');
    expect(upstream.calls).toEqual([]);
  });

  it('if the private key cannot be read', async () => {
    const options = { baseUrl: 'https://api.coze.cn', clientId: '31', keyId: 'k', privateKey: 'secret' };
    const { submit, failures } = createCozeProxy(createCozeTokens(options));
    await submit();
    expect(failures()).toMatchObject([
      { detail: expect.stringMatching(/^The private key .* cannot be read/) },
    ]);
    expect(JSON.stringify(failures())).not.toContain('secret');
  });

  it('once, although its words and log id differ each time, and again after it worked', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    let count = 0;
    let works = false;
    const getToken = createCozeTokens({
      ...{ baseUrl: 'https://api.coze.cn', clientId: '31', keyId: 'k', privateKey },
      async fetch() {
        if (works) return Response.json({ access_token: 'czs', expires_in: 1 });
        const body = { error_code: 'invalid_client', error_message: `clock ${++count}` };
        return Response.json(body, { status: 401, headers: { 'x-tt-logid': `log-${count}` } });
      },
    });
    const { submit, failures } = createCozeProxy(getToken);
    for (let index = 0; index < 5; index++) await submit();
    expect(failures()).toMatchObject([
      {
        detail: expect.stringContaining('401 invalid_client'),
        ...{ endpointMessage: 'clock 1', traceId: 'log-1' },
      },
    ]);
    works = true;
    await submit();
    works = false;
    await submit();
    expect(failures().map((event) => 'traceId' in event && event.traceId)).toEqual(['log-1', 'log-6']);
  });

  it('if the upstream has rejected a token and there is no other', async () => {
    const getToken: GetToken = ({ rejected }) => {
      if (rejected === undefined) return 'old';
      throw new TokenRefusedError('The app is deactivated.');
    };
    const { submit, upstream, failures, eventsOf } = createCozeProxy(getToken);
    upstream.next(Response.json({ code: 700012006 }, { status: 401 }));
    await submit();
    expect(failures()).toMatchObject([{ type: 'token_failed', detail: 'The app is deactivated.' }]);
    expect(eventsOf('held')).toMatchObject([{ upstreamStatus: 401 }]);
  });
});

describe('a wrong base URL of Coze', () => {
  const noEndpoint = () =>
    Response.json({ code: 4000, msg: 'The requested API endpoint does not exist.' }, { status: 404 });
  const ofStudio = () => Response.json({ code: 401, msg: 'missing session_key in cookie' }, { status: 401 });

  it.each([
    ['Coze has no such endpoint.', noEndpoint],
    ['This is Coze Studio', ofStudio],
  ])('loses nothing, however long it lasts, and raises one alert: %s', async (hint, reply) => {
    const { submit, upstream, events, eventsOf } = createCozeProxy(() => 'token');
    upstream.respondWith(reply);
    const response = await submit();
    expect(await response.json()).toMatchObject({ status: 'accepted' });
    await vi.advanceTimersByTimeAsync(100 * HOUR);
    expect([eventsOf('dead_lettered'), eventsOf('refused')]).toEqual([[], []]);
    const alerts = events.filter((event) => ['warn', 'error'].includes(eventLevel(event)));
    expect(alerts).toMatchObject([
      { type: 'circuit_opened', cause: 'misconfigured' },
      { type: 'upstream_failing', cause: 'misconfigured', hint: expect.stringContaining(hint) },
    ]);
    upstream.respondWith(() => Response.json({ code: 0, msg: '' }));
    await vi.advanceTimersByTimeAsync(HOUR / 12);
    expect(eventsOf('delivered')).toHaveLength(1);
  });
});

describe('the daily quota of Coze', () => {
  it('pauses the whole account until it starts again', async () => {
    const { submit, upstream, eventsOf } = createCozeProxy(() => 'token');
    upstream.next(Response.json({ code: 4008, msg: 'quota' }));
    for (let index = 0; index < 5; index++) await submit();
    expect(upstream.calls).toHaveLength(1);
    // 1,800,000,000 is 08:00 UTC, eight hours before midnight in Beijing.
    expect(eventsOf('circuit_opened')).toMatchObject([{ cause: 'rate_limited', retryInMs: 8 * HOUR }]);
    await vi.advanceTimersByTimeAsync(8 * HOUR - 1);
    expect(upstream.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(eventsOf('delivered')).toHaveLength(5);
  });
});

describe('credentials that Coze rejects with an unknown code', () => {
  it.each([401, 403])('are renewed once: %i', async (status) => {
    const asked: unknown[] = [];
    const { submit, upstream, eventsOf } = createCozeProxy((request) => {
      asked.push(request.rejected);
      return request.rejected === undefined ? 'old' : 'new';
    });
    upstream.next(Response.json({ code: 700012054, msg: 'No permission' }, { status }));
    await submit();
    expect([asked, eventsOf('delivered').length]).toEqual([[undefined, 'old'], 1]);
  });
});
