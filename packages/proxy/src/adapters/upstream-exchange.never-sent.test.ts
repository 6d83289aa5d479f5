import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { wasNeverSent } from './upstream-exchange.ts';

function fetchFailed(cause: object): Error {
  return new TypeError('fetch failed', { cause });
}

describe('wasNeverSent', () => {
  it('knows the error of fetch for a port without a listener', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await fetch(`http://127.0.0.1:${port}/`).catch((reason: unknown) => reason);
    expect(wasNeverSent(error)).toBe(true);
  });

  it.each([
    ['a name that does not exist', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['no route', { code: 'EHOSTUNREACH', syscall: 'connect' }],
    ['a connection that took too long', { code: 'UND_ERR_CONNECT_TIMEOUT' }],
    ['a rejected certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
    [
      'all addresses of a name',
      { code: 'ECONNREFUSED', errors: [{ syscall: 'connect' }, { syscall: 'connect' }] },
    ],
    ['Bun’s code', { code: 'ConnectionRefused' }],
  ])('knows %s', (_, cause) => {
    expect(wasNeverSent(fetchFailed(cause))).toBe(true);
  });

  it.each([
    ['a reset', fetchFailed({ code: 'ECONNRESET', syscall: 'read' })],
    ['a socket that was closed', fetchFailed({ code: 'UND_ERR_SOCKET' })],
    ['one address of several', fetchFailed({ errors: [{ syscall: 'connect' }, { syscall: 'read' }] })],
    ['a timeout', new Error('It took longer than 10000 ms.')],
    ['no cause', new TypeError('fetch failed')],
    ['nothing', undefined],
    ['a string', 'ECONNREFUSED'],
  ])('is false for %s', (_, error) => {
    expect(wasNeverSent(error)).toBe(false);
  });
});
