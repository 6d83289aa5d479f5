import { createFeedbackClient, createProxySubmit } from '@message-feedback/core';
import { createEngine } from '@message-feedback/core/engine';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createMoveworksProxy,
  MESSAGE,
  SEAL_OPTIONS,
  SEALING_KEYS,
  sealed,
} from '../../test/moveworks-proxy.ts';
import { ENDPOINT, LIKE, submitRequest } from '../../test/test-proxy.ts';
import { type SealMessageRefOptions, sealMessageRef } from '../index.ts';

const OPTIONS: SealMessageRefOptions = {
  ...SEAL_OPTIONS,
  // The proxy does not have this key.
  sealingKeys: [{ id: 'removed', key: `${'B'.repeat(42)}A` }],
};

describe('feedback whose reference was sealed with a key that the proxy no longer has', () => {
  it('gets the error of an expired reference, and the same one for every token with such a key', async () => {
    const { proxy, store, upstream } = createMoveworksProxy({ holdMs: 0 });
    const accept = vi.spyOn(store, 'accept');
    const problemOf = async (token: string) => {
      const response = await proxy.fetch(submitRequest({ message: { ...MESSAGE, token }, feedback: LIKE }));
      const { requestId: _, serverTime: __, ...problem } = (await response.json()) as Record<string, unknown>;
      return problem;
    };
    const known = await sealed();
    const expired = await problemOf(
      await sealMessageRef({ ...OPTIONS, sealingKeys: SEALING_KEYS, expiresAt: Date.now() - 1 }),
    );
    expect(expired).toMatchObject({ status: 403, code: 'reference_expired', retryable: false });
    for (const token of [
      await sealMessageRef(OPTIONS),
      await sealMessageRef({ ...OPTIONS, userId: 'user-2' }),
      await sealMessageRef({ ...OPTIONS, message: { ...MESSAGE, messageId: 'msg_other' } }),
      `v1.invented.${known.split('.')[2]}`,
      `v1.invented.${'A'.repeat(300)}`,
    ]) {
      expect(await problemOf(token)).toEqual(expired);
    }
    expect([accept.mock.calls, upstream.calls]).toEqual([[], []]);
  });

  it('stays in the browser, and is stored with a fresh reference', async () => {
    const { proxy, loaded } = createMoveworksProxy({ holdMs: 0 });
    const message = { ...MESSAGE, token: await sealMessageRef(OPTIONS) };
    const refreshMessage = vi.fn(async () => ({ ...MESSAGE, token: await sealed() }));
    const client = createFeedbackClient({
      submit: createProxySubmit({
        endpoint: ENDPOINT,
        fetch: async (input, init) => proxy.fetch(new Request(input, init)),
      }),
      refreshMessage,
      loadEngine: () => createEngine,
    });
    onTestFinished(() => client.close());
    client.rate(message, 'like');
    await vi.waitFor(() => expect(client.getSnapshot(message).delivery).toBe('settled'), { timeout: 15_000 });
    expect(client.getSnapshot(message)).toMatchObject({ feedback: LIKE, refusal: null });
    expect(refreshMessage).toHaveBeenCalledTimes(1);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });
});
