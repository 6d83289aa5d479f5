import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { wasNeverSent } from './connection-error.ts';

function fetchFailed(cause: object): Error {
  return new TypeError('fetch failed', { cause });
}

describe('wasNeverSent', () => {
  it('knows what fetch really throws when nobody listens', async () => {
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
    ['a certificate that is not believed', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
    [
      'all addresses of a name',
      { code: 'ECONNREFUSED', errors: [{ syscall: 'connect' }, { syscall: 'connect' }] },
    ],
    ['Bun’s word for it', { code: 'ConnectionRefused' }],
  ])('knows %s', (_, cause) => {
    expect(wasNeverSent(fetchFailed(cause))).toBe(true);
  });

  it.each([
    ['a reset', fetchFailed({ code: 'ECONNRESET', syscall: 'read' })],
    ['a socket that was closed', fetchFailed({ code: 'UND_ERR_SOCKET' })],
    ['one address of several', fetchFailed({ errors: [{ syscall: 'connect' }, { syscall: 'read' }] })],
    ['a timeout', new Error('The upstream did not answer in time.')],
    ['no cause', new TypeError('fetch failed')],
    ['nothing', undefined],
    ['a text', 'ECONNREFUSED'],
  ])('does not believe it of %s', (_, error) => {
    expect(wasNeverSent(error)).toBe(false);
  });
});
