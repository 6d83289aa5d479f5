import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCozeAdapter } from '../../src/adapters/coze/index.ts';
import { createDifyAdapter } from '../../src/adapters/dify/index.ts';
import { createMoveworksAdapter } from '../../src/adapters/moveworks/index.ts';
import { handlerBehind } from '../../src/http/exchange.ts';
import { createPoolTransport } from '../../src/http/node-transport.ts';
import { createFeedbackProxy, type FeedbackAdapter, type ProxyEvent } from '../../src/index.ts';
import { submitRequest } from '../test-proxy.ts';
import { type Fate, HOSTILE_CASES, type HostileCase } from './behaviours.ts';
import { CANARY, type HostileServer, response, startHostileServer } from './hostile-server.ts';

/** The time limit of an attempt, which a test ends by hand. No other timer has a similar delay. */
const UPSTREAM_MS = 54_321;

let server: HostileServer;

// One server per case, because `fetch` keeps connections open between cases.
beforeEach(async () => {
  server = await startHostileServer();
});
afterEach(() => server.close());
afterEach(() => vi.restoreAllMocks());

const VENDORS = {
  dify: {
    create: (url: string) => createDifyAdapter({ apiKey: 'app-key', baseUrl: `${url}/v1` }),
    message: { messageId: '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11' },
  },
  coze: {
    create: (url: string) => createCozeAdapter({ baseUrl: url, token: 'pat_key' }),
    message: { messageId: '7521737293021234567', conversationId: '7515364893129876543' },
  },
  moveworks: {
    create: (url: string) =>
      createMoveworksAdapter({
        ...{ baseUrl: `${url}/rest/v1`, assistantName: 'acme', getToken: () => 'mwt_key', holdMs: 0 },
        resolveMessage: () => ({ helpful: 'helpful-id' }),
      }),
    message: { messageId: 'msg_1', conversationId: 'conv_1', responseId: 'resp_1' },
  },
} as const;

type Vendor = keyof typeof VENDORS;

/**
 * The result of one submission: the response of the proxy and its events. With `endless`, the time
 * limit of the attempt ends once the upstream has the request.
 */
async function submitTo(vendor: Vendor, { url = server.url, endless = false, pool = false } = {}) {
  const events: ProxyEvent[] = [];
  const adapter: FeedbackAdapter = VENDORS[vendor].create(url);
  const proxy = createFeedbackProxy({
    ...{ adapter, identify: () => 'alice', authorize: () => true, worker: false, random: () => 1 },
    onEvent: (event) => events.push(event),
    timings: { upstreamMs: UPSTREAM_MS, responseMs: 2 * UPSTREAM_MS },
  });
  if (pool) handlerBehind(proxy.fetch)?.sendWith(createPoolTransport());
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const responding = proxy.fetch(submitRequest({ message: VENDORS[vendor].message }));
  if (endless) {
    await expect.poll(() => server.requests, { interval: 5 }).toBe(1);
    endAttempts(timers.mock.calls);
  }
  const response = await responding;
  const text = await response.text();
  await proxy.close();
  return { status: response.status, text, headers: JSON.stringify([...response.headers]), events };
}

/** Calls what the time limits of attempts would call. Each step of an attempt has what is left of it. */
function endAttempts(timers: Parameters<typeof setTimeout>[]): void {
  for (const [onTimeout, ms = 0] of timers) if (ms > UPSTREAM_MS / 2 && ms <= UPSTREAM_MS) onTimeout();
}

function fateOf(events: readonly ProxyEvent[]): Fate {
  const types = new Set(events.map(({ type }) => type));
  if (types.has('upstream_misconfigured')) return 'misconfigured';
  if (types.has('held')) return 'held';
  if (types.has('refused')) return 'refused';
  if (types.has('delivered')) return 'delivered';
  return events.some((event) => event.type === 'postponed' && event.uncertain) ? 'uncertain' : 'retry';
}

function expectedFate({ fate }: HostileCase, vendor: Vendor): Fate {
  return typeof fate === 'string' ? fate : fate[vendor];
}

const TRANSPORTS = [
  { through: 'fetch', pool: false },
  { through: 'the pool of Node', pool: true },
] as const;
const EACH = TRANSPORTS.flatMap((transport) =>
  (Object.keys(VENDORS) as Vendor[]).map((vendor) => ({ vendor, ...transport })),
);

describe.each(EACH)('a hostile upstream in the place of $vendor, through $through', ({ vendor, pool }) => {
  it.each(HOSTILE_CASES)('$name', async (hostile) => {
    server.set(hostile.behave);
    const { endless = false } = hostile;
    const { status, text, headers, events } = await submitTo(vendor, { endless, pool });
    expect(fateOf(events)).toBe(expectedFate(hostile, vendor));
    expect([status, JSON.parse(text).status]).toEqual([200, 'accepted']);
    expect(server.requests).toBe(1);
    expect(`${text}${headers}${JSON.stringify(events)}`).not.toContain(CANARY);
    const retryInMs = events.map((event) => ('retryInMs' in event ? event.retryInMs : 0));
    expect(Math.max(...retryInMs)).toBeGreaterThanOrEqual(hostile.retryInMs ?? 0);
  });

  it('a redirect to another host, which never gets the key', async () => {
    const other = await startHostileServer();
    other.set(() => {});
    for (const status of ['301 Moved', '302 Found', '307 Temporary', '308 Permanent']) {
      server.set(response(status, [`Location: ${other.url}/${CANARY}`], ''));
      const { events } = await submitTo(vendor, { pool });
      expect(fateOf(events), status).toBe('misconfigured');
    }
    expect(other.requests).toBe(0);
    await other.close();
  });

  it('a connection refused: nothing can have arrived', async () => {
    const closed = await startHostileServer();
    await closed.close();
    const { status, events } = await submitTo(vendor, { url: closed.url, pool });
    expect([status, fateOf(events)]).toEqual([200, 'retry']);
  });

  it('a half-open connection: the other side is gone', async () => {
    const sockets: { destroy(): void }[] = [];
    server.set((socket) => {
      socket.pause();
      sockets.push(socket);
    });
    const { events } = await submitTo(vendor, { endless: true, pool });
    expect(fateOf(events)).toBe('uncertain');
    for (const socket of sockets) socket.destroy();
  });
});

describe('the memory of the proxy', () => {
  it('grows by less than 20 MB over all hostile cases', async () => {
    const gigabytes = HOSTILE_CASES.filter(({ name }) => /gigabyte|without end|deep/.test(name));
    expect(gigabytes.length).toBeGreaterThanOrEqual(5);
    const run = async () => {
      for (const { behave } of gigabytes) {
        for (const vendor of Object.keys(VENDORS) as Vendor[]) {
          const hostile = await startHostileServer();
          hostile.set(behave);
          await submitTo(vendor, { url: hostile.url });
          await hostile.close();
        }
      }
    };
    await run();
    const before = process.memoryUsage().rss;
    await run();
    await run();
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(20);
  });
});

it('has enough cases', () => {
  expect(HOSTILE_CASES.length).toBeGreaterThanOrEqual(15);
  expect(vi.isFakeTimers()).toBe(false);
});
