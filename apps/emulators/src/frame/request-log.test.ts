import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { freshEmulators } from '../testing/test-emulators.ts';

const emulators = freshEmulators();
let messageId: string;
beforeEach(async () => {
  messageId = await emulators.createMessage();
  await emulators.control('/requests', undefined, 'DELETE');
});

const logged = async (query = '') => (await emulators.control(`/requests${query}`)).body;
const rating = { rating: 'like', user: 'alice' };

describe('GET /__emulator/requests', () => {
  it('shows method, path, exact body and answer', async () => {
    const body = '{ "rating":"like",  "user":"alice", "content":"é\\n" }';
    await emulators.dify(`/messages/${messageId}/feedbacks?x=1`, { body });
    const { requests } = await logged();
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: `/v1/messages/${messageId}/feedbacks`,
        query: '?x=1',
        body,
        messageId,
        status: 200,
        completed: true,
        inFlight: 1,
      },
    ]);
  });

  it('shows no more of a key than its last four characters', async () => {
    await emulators.rate(messageId, rating);
    const { requests } = await logged();
    expect(requests[0].headers.authorization).toBe('Bearer …chat');
    expect(JSON.stringify(requests)).not.toContain('app-emulated');
  });

  it('shows a request that was never answered as such', async () => {
    await emulators.addFault({ kind: 'reset' }, { times: 1 });
    await emulators.rate(messageId, rating).catch(() => undefined);
    expect((await logged()).requests).toMatchObject([{ status: null, completed: false }]);
  });

  it('is filtered by a part of the path, since an id, and to the newest', async () => {
    await emulators.dify('/info');
    await emulators.rate(messageId, rating);
    await emulators.dify('/parameters');
    const pathsOf = async (query: string) =>
      (await logged(query)).requests.map(({ path }: { path: string }) => path.replace(/.*\//, ''));
    expect(await pathsOf('?path=/feedbacks')).toEqual(['feedbacks']);
    const [first] = (await logged()).requests;
    expect(await pathsOf(`?since=${first.id}`)).toEqual(['feedbacks', 'parameters']);
    expect(await pathsOf('?limit=1')).toEqual(['parameters']);
    expect(await pathsOf('?limit=0')).toEqual([]);
    expect((await emulators.control('/requests?since=yesterday')).status).toBe(400);
  });

  it('is empty after a clear', async () => {
    await emulators.dify('/info');
    await emulators.control('/requests', undefined, 'DELETE');
    expect(await logged()).toEqual({ count: 0, maximumInFlight: 0, requests: [] });
  });
});

describe('GET /__emulator/in-flight', () => {
  it('counts what is under way for a message, and the most there ever was', async () => {
    await emulators.addFault({ kind: 'latency', milliseconds: 60 });
    await Promise.all([
      emulators.rate(messageId, rating),
      emulators.rate(messageId.toUpperCase(), rating),
      emulators.rate(messageId, rating),
    ]);
    const { body } = await emulators.control('/in-flight');
    expect(body).toEqual({ maximum: 3, messages: { [messageId]: { current: 0, maximum: 3 } } });
  });

  it('stays at one when requests follow each other', async () => {
    for (let call = 0; call < 3; call += 1) await emulators.rate(messageId, rating);
    expect((await emulators.control('/in-flight')).body.maximum).toBe(1);
  });
});

it('takes no notice of a caller that leaves in the middle of its request', async () => {
  const complaints = vi.spyOn(console, 'error').mockReturnValue();
  const { hostname, port } = new URL(emulators.url);
  const socket = connect(Number(port), hostname);
  const head = `POST /v1/messages/${messageId}/feedbacks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"ra`;
  await new Promise<void>((resolve) => socket.write(head, () => resolve()));
  // An answered request tells that the one before it has been read.
  await emulators.dify('/info');
  socket.destroy();
  await once(socket, 'close');
  await emulators.dify('/info');
  expect((await logged('?path=/feedbacks')).requests).toEqual([]);
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
});

it('counts no request as under way whose caller left before it was read', async () => {
  const { hostname, port } = new URL(emulators.difyBaseUrl);
  const body = JSON.stringify(rating);
  await emulators.addFault({ kind: 'latency', milliseconds: 60 });
  const head = `POST /v1/messages/${messageId}/feedbacks HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer app-emulated-chat\r\n`;
  const request = `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  // Sent whole and left at once, by many callers: the emulators hear of the end with the request.
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(request, () => socket.destroy());
      await once(socket, 'close');
    }),
  );
  await expect.poll(async () => (await logged()).requests.length).toBe(50);
  const current = async () => (await emulators.control('/in-flight')).body.messages[messageId].current;
  await expect.poll(current).toBe(0);
});
