import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestProxy, MESSAGE_ID, submitRequest } from '../../test/test-proxy.ts';
import { clientAddress, rememberPeer } from './client-address.ts';
import { createNodeListener } from './node.ts';

function addressOf(forwarded: string | null, trustedProxies: number | null, peer?: string): string | null {
  const request = new Request('https://chat.example.com/', {
    headers: forwarded === null ? {} : { 'x-forwarded-for': forwarded },
  });
  rememberPeer(request, peer);
  return clientAddress(request, trustedProxies);
}

describe('clientAddress', () => {
  it.each<[string, string | null, number | null, string | undefined, string | null]>([
    ['nothing without trustedProxies', '1.1.1.1', null, '9.9.9.9', null],
    ['the connection without proxies', '1.1.1.1', 0, '9.9.9.9', '9.9.9.9'],
    ['nothing if there are no proxies and the connection is unknown', '1.1.1.1', 0, undefined, null],
    ['what the proxy appended, not what the client sent', '6.6.6.6, 1.1.1.1', 1, '10.0.0.1', '1.1.1.1'],
    ['the same without a known connection', '6.6.6.6, 1.1.1.1', 1, undefined, '1.1.1.1'],
    ['the client before two proxies', '6.6.6.6, 1.1.1.1, 10.0.0.2', 2, '10.0.0.1', '1.1.1.1'],
    ['the connection of a request that passed fewer proxies', null, 2, '10.0.0.7', '10.0.0.7'],
    ['one key for all without an address', null, 1, undefined, 'unknown'],
    ['one key for all that cannot be read', '<script>', 1, undefined, 'unknown'],
    ['no port', '1.1.1.1:4711', 1, undefined, '1.1.1.1'],
    ['no port of IPv6', '[2001:db8:0:1::5]:4711', 1, undefined, '2001:db8:0:1'],
    ['the network of an IPv6 address', '2001:DB8::5', 1, undefined, '2001:db8:0:0'],
    ['the same network for another spelling', '2001:0db8:0000:0000:1:2:3:4', 1, undefined, '2001:db8:0:0'],
    ['IPv4 in IPv6', null, 0, '::ffff:1.2.3.4', '1.2.3.4'],
    ['the loopback address of IPv6', null, 0, '::1', '0:0:0:0'],
  ])('is %s', (_, forwarded, trustedProxies, peer, expected) => {
    expect(addressOf(forwarded, trustedProxies, peer)).toBe(expected);
  });
});

describe('the rate limits', () => {
  const limitOf = (points: number) => new RateLimiterMemory({ points, duration: 60 });

  it('count an address over real HTTP, before identify, whatever the client claims', async () => {
    let identified = 0;
    const { proxy } = createTestProxy({
      ...{ addressLimiter: limitOf(3), trustedProxies: 0 },
      identify: () => `user-${identified++}`,
    });
    const server = createServer(createNodeListener(proxy)).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close().closeAllConnections());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const statuses: (number | undefined)[] = [];
    for (let index = 0; index < 5; index++) {
      const headers = { 'x-forwarded-for': `6.6.6.${index}` };
      const request = httpRequest({ port, path: `/?messageId=${MESSAGE_ID}`, headers }).end();
      const [response] = await once(request, 'response');
      response.resume();
      statuses.push(response.statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(identified).toBe(3);
  });

  it('do not count addresses unless trustedProxies is set', async () => {
    const { load } = createTestProxy({ addressLimiter: limitOf(1) });
    for (let index = 0; index < 3; index++) expect((await load(MESSAGE_ID)).status).toBe(200);
  });

  it('count all users together', async () => {
    let user = 0;
    const { proxy } = createTestProxy({ identify: () => `user-${user++}`, totalLimiter: limitOf(12) });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index++) statuses.push((await proxy.fetch(submitRequest())).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('charge a read by POST as a read', async () => {
    const { proxy } = createTestProxy({ limiter: limitOf(6) });
    const read = () =>
      proxy.fetch(
        new Request('https://chat.example.com/', {
          ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
          body: JSON.stringify({ messages: [{ messageId: MESSAGE_ID }] }),
        }),
      );
    for (let index = 0; index < 6; index++) expect((await read()).status).toBe(200);
    expect((await read()).status).toBe(429);
  });

  it.each([-1, 1.5, Number.NaN, '1' as unknown as number])(
    'refuse %j as trustedProxies',
    (trustedProxies) => {
      expect(() => createTestProxy({ trustedProxies })).toThrow(
        /trustedProxies is not a whole number of at least 0/,
      );
    },
  );
});
