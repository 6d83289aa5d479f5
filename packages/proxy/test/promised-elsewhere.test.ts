import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../src/index.ts';
import { refusal } from './scripted-upstream.ts';
import { createTestProxy, LIKE } from './test-proxy.ts';

const SECOND = 1_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two processes with one store. The upstream delays its response to the first. */
function startTwo() {
  const store = createMemoryStore();
  const one = createTestProxy({ store });
  const other = createTestProxy({ store });
  return { one, other, release: one.upstream.pause() };
}

async function statusOf(pending: Promise<Response>): Promise<unknown> {
  const response = await pending;
  return response.ok ? ((await response.json()) as { status: unknown }).status : response.status;
}

describe('a submission that is sent to two nodes', () => {
  it('is refused by neither node once the second has promised it', async () => {
    const { one, other, release } = startTwo();
    const first = statusOf(one.submit());
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await statusOf(other.submit())).toBe('accepted');
    release(refusal());
    expect(await first).toBe('accepted');
    expect(await other.loaded()).toMatchObject({ feedback: LIKE });

    expect(one.eventsOf('refused')).toEqual([]);
    expect(one.eventsOf('dead_lettered')).toHaveLength(1);
  });

  it('starts again when the first refuses it just before the second promises it', async () => {
    const { one, other, release } = startTwo();
    const { store } = other;
    const { markPromised } = store;
    const first = statusOf(one.submit());
    await vi.advanceTimersByTimeAsync(SECOND);
    vi.spyOn(store, 'markPromised').mockImplementationOnce(async (...parameters) => {
      release(refusal());
      await first;
      return markPromised(...parameters);
    });

    expect(await statusOf(other.submit())).toBe('delivered');
    expect(await first).toBe(422);
    expect(await other.loaded()).toMatchObject({ feedback: LIKE });
  });
});
