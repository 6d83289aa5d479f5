import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endWhenSilent } from './silence-limit.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

describe('endWhenSilent', () => {
  it('passes every chunk on, and leaves no timer behind', async () => {
    const { body, push, close } = source();
    const text = new Response(endWhenSilent(body, 1_000)).text();
    push('a');
    push('b');
    close();
    expect(await text).toBe('ab');
    await new Promise(setImmediate);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('restarts the wait after each chunk', async () => {
    const { body, push, close } = source();
    const text = new Response(endWhenSilent(body, 1_000)).text();
    for (const part of ['a', 'b', 'c']) {
      push(part);
      await vi.advanceTimersByTimeAsync(900);
    }
    close();
    expect(await text).toBe('abc');
  });

  it('fails after the silence, and closes the source', async () => {
    const { body, push, cancelled } = source();
    const text = new Response(endWhenSilent(body, 1_000)).text();
    push('a');
    const failure = expect(text).rejects.toMatchObject({ code: 'upstream_unreachable' });
    await vi.advanceTimersByTimeAsync(1_000);
    await failure;
    expect(cancelled()).toBe(true);
  });
});

function source() {
  let control: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      control = controller;
    },
    cancel() {
      cancelled = true;
    },
  });
  return {
    body,
    push: (text: string) => control?.enqueue(new TextEncoder().encode(text)),
    close: () => control?.close(),
    cancelled: () => cancelled,
  };
}
