import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unavailable } from '../../test/scripted-upstream.ts';
import { createTestProxy, LIKE, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('ready', () => {
  it('is true while the store responds, whatever the upstream does', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    upstream.respondWith(() => unavailable());
    await submit();
    expect(await proxy.ready()).toBe(true);
  });

  it('is false when the store fails, or does not respond for three seconds', async () => {
    const { proxy, store } = createTestProxy({ worker: false });
    vi.spyOn(store, 'nextDueAt').mockRejectedValueOnce(new Error('locked'));
    expect(await proxy.ready()).toBe(false);
    vi.spyOn(store, 'nextDueAt').mockReturnValueOnce(new Promise(() => {}));
    const response = proxy.ready();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await response).toBe(false);
    expect(await proxy.ready()).toBe(true);
  });

  it('is false as soon as close is called, so that no more requests arrive', async () => {
    const { proxy } = createTestProxy();
    const closed = proxy.close();
    expect(await proxy.ready()).toBe(false);
    await closed;
  });
});

describe('close', () => {
  it('waits for requests that have begun, so that the host can close its database afterwards', async () => {
    const { proxy, store } = createTestProxy();
    const accept = vi.spyOn(store, 'accept');
    const { body, finish } = slowBody();
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const url = 'https://chat.example.com/api/message-feedback';
    const response = proxy.fetch(
      new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit),
    );
    await vi.advanceTimersByTimeAsync(0);

    const closed = vi.fn();
    const closing = proxy.close().then(closed);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([closed.mock.calls.length, accept.mock.calls.length]).toEqual([0, 0]);
    finish();
    expect((await response).status).toBe(200);
    await closing;
    expect(accept).toHaveBeenCalledOnce();
  });

  it('waits no longer than twelve seconds for a request that hangs', async () => {
    const { proxy, store, load } = createTestProxy();
    const get = vi.spyOn(store, 'get').mockReturnValue(new Promise(() => {}));
    void load(MESSAGE_ID);
    await vi.advanceTimersByTimeAsync(0);
    expect(get).toHaveBeenCalledOnce();
    const closed = vi.fn();
    void proxy.close().then(closed);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(closed).toHaveBeenCalledOnce();
  });
});

/** A submission whose second half arrives later. */
function slowBody(): { readonly body: ReadableStream<Uint8Array>; finish(): void } {
  const text = JSON.stringify({ message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1) });
  const bytes = new TextEncoder().encode(text);
  let finish = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 20));
      finish = () => {
        controller.enqueue(bytes.slice(20));
        controller.close();
      };
    },
  });
  return { body, finish };
}
