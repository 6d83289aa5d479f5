import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { incomingRequestOf, readJson } from './request.ts';

const LIMITS = { maxBytes: 100, timeoutMs: 5_000 };

function requestOf(body: BodyInit | ReadableStream): Request {
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, duplex: 'half' };
  return new Request('https://chat.example.com/', init);
}

describe('readJson', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('joins chunks, even within a character', async () => {
    const bytes = new TextEncoder().encode('{"comment":"好👍"}');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    expect(await readJson(incomingRequestOf(requestOf(body)), LIMITS)).toEqual({ comment: '好👍' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops reading at the limit, however long the body is', async () => {
    let pulled = 0;
    const cancelled = vi.fn();
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(30));
      },
      cancel: cancelled,
    });
    await expect(readJson(incomingRequestOf(requestOf(endless)), LIMITS)).rejects.toMatchObject({
      code: 'submission_too_large',
    });
    expect(pulled).toBeLessThan(10);
    expect(cancelled).toHaveBeenCalled();
  });

  it('gives up on a body that does not arrive', async () => {
    const stalled = new ReadableStream({ pull: () => new Promise(() => {}) });
    const reading = expect(readJson(incomingRequestOf(requestOf(stalled)), LIMITS)).rejects.toMatchObject({
      code: 'request_timeout',
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await reading;
  });

  it('gives up on a body that arrives byte by byte', async () => {
    const dripping = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 900));
        controller.enqueue(new Uint8Array([0x20]));
      },
    });
    const reading = expect(readJson(incomingRequestOf(requestOf(dripping)), LIMITS)).rejects.toMatchObject({
      code: 'request_timeout',
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await reading;
  });

  it('asks the client to send an interrupted body again', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    await expect(readJson(incomingRequestOf(requestOf(broken)), LIMITS)).rejects.toMatchObject({
      code: 'request_timeout',
    });
  });

  it('tells the host that the body was already read', async () => {
    const request = requestOf('{}');
    await request.text();
    await expect(readJson(incomingRequestOf(request), LIMITS)).rejects.toThrow('request.clone()');
  });
});
