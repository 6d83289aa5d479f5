import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { freshEmulators, type Json } from '../testing/test-emulators.ts';

const emulators = freshEmulators();
let messageId: string;
beforeEach(async () => {
  messageId = await emulators.createMessage();
  await emulators.control('/requests', undefined, 'DELETE');
});

const logged = async (query = '') => (await emulators.control(`/requests${query}`)).body;
const rating = { rating: 'like', user: 'alice' };
const rate = () => emulators.rate(messageId, rating);

describe('GET /__emulator/requests', () => {
  it('shows method, path, exact body and status', async () => {
    const body = '{ "rating":"like",  "user":"alice", "content":"é\\n" }';
    await emulators.dify(`/messages/${messageId}/feedbacks?x=1`, { body });
    const path = `/v1/messages/${messageId}/feedbacks`;
    const request = { method: 'POST', path, query: '?x=1', body };
    expect((await logged()).requests).toMatchObject([{ ...request, status: 200, completed: true }]);
  });

  it('shows no more of a key than its last four characters', async () => {
    await rate();
    const { requests } = await logged();
    expect(requests[0].headers.authorization).toBe('Bearer …chat');
    expect(JSON.stringify(requests)).not.toContain('app-emulated');
  });

  it('shows that a request got no response', async () => {
    await emulators.addFault({ kind: 'reset' }, { times: 1 });
    await rate().catch(() => undefined);
    expect((await logged()).requests).toMatchObject([{ status: null, completed: false }]);
  });

  it('can be filtered by a part of the path, and limited to the newest', async () => {
    await emulators.dify('/info');
    await rate();
    await emulators.dify('/parameters');
    const pathsOf = async (query: string) =>
      (await logged(query)).requests.map(({ path }: Json) => path.replace(/.*\//, ''));
    expect(await pathsOf('?path=/feedbacks')).toEqual(['feedbacks']);
    expect(await pathsOf('?limit=1')).toEqual(['parameters']);
    expect(await pathsOf('?limit=0')).toEqual([]);
    expect((await emulators.control('/requests?limit=few')).status).toBe(400);
  });

  it('is empty after a clear', async () => {
    await emulators.dify('/info');
    await emulators.control('/requests', undefined, 'DELETE');
    expect(await logged()).toEqual({ count: 0, requests: [] });
  });
});

describe('a caller that disconnects', () => {
  const send = async (contentLength: number, sent: string) => {
    const { hostname, port } = new URL(emulators.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = `POST /v1/messages/${messageId}/feedbacks HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer app-emulated-chat\r\n`;
    const type = `Content-Type: application/json\r\nContent-Length: ${contentLength}\r\n\r\n`;
    await new Promise<void>((resolve) => socket.write(head + type + sent, () => resolve()));
    return async () => {
      socket.destroy();
      await once(socket, 'close');
    };
  };

  it('in the middle of its request is not logged', async () => {
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    const leave = await send(100, '{"ra');
    // An answered request shows that the one before it has been read.
    await emulators.dify('/info');
    await leave();
    await emulators.dify('/info');
    expect((await logged('?path=/feedbacks')).requests).toEqual([]);
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
});
