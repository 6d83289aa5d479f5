import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendUpstream } from './upstream-exchange.ts';

const REQUEST = {
  url: 'https://dify.example.com/v1',
  method: 'POST',
  headers: { a: 'b' },
  body: '{}',
} as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function send(fetch: typeof globalThis.fetch) {
  return sendUpstream(REQUEST, { fetch, now: () => 7, timeoutMs: 10_000 });
}

describe('sendUpstream', () => {
  it('sends the request as it is, without following redirects', async () => {
    const fetch = vi.fn(async () => new Response('{"result":"success"}', { status: 201 }));
    expect(await send(fetch)).toMatchObject({ status: 201, body: '{"result":"success"}' });
    const { url, ...init } = REQUEST;
    expect(fetch).toHaveBeenCalledWith(url, { ...init, redirect: 'manual', signal: expect.any(AbortSignal) });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reads 64 KiB and not a byte more', async () => {
    expect((await send(async () => new Response('x'.repeat(65_536)))).body).toHaveLength(65_536);
    expect((await send(async () => new Response('x'.repeat(65_537)))).body).toBeNull();
  });

  it('stops reading an endless response', async () => {
    const cancelled = vi.fn();
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(30_000)),
      cancel: cancelled,
    });
    expect((await send(async () => new Response(endless))).body).toBeNull();
    expect(cancelled).toHaveBeenCalled();
  });

  it('gives up without a response, even if fetch ignores its signal', async () => {
    let signal: AbortSignal | null | undefined;
    const sending = send((_, init) => {
      signal = init?.signal;
      return new Promise(() => {});
    });
    const rejected = expect(sending).rejects.toThrow('took longer than 10000 ms');
    await vi.advanceTimersByTimeAsync(10_000);
    await rejected;
    expect(signal?.aborted).toBe(true);
  });

  it('gives up when the body does not end', async () => {
    const dripping = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        controller.enqueue(new Uint8Array([0x20]));
      },
    });
    const rejected = expect(send(async () => new Response(dripping))).rejects.toThrow(
      'took longer than 10000 ms',
    );
    await vi.advanceTimersByTimeAsync(10_000);
    await rejected;
  });

  it('rejects when the body is interrupted', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    await expect(send(async () => new Response(broken))).rejects.toThrow('reset');
  });
});
