import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTokenCache, fetchToken } from './access-tokens.ts';

const MINUTE = 60_000;

function createCounting({ lifeMs = 60 * MINUTE }: { lifeMs?: number } = {}) {
  let time = 0;
  let count = 0;
  const make = vi.fn(async (userId: string) => ({ value: `${userId}-${++count}`, expiresAt: time + lifeMs }));
  const getToken = createTokenCache({ make, now: () => time });
  return { getToken, make, pass: (ms: number) => (time += ms) };
}

describe('createTokenCache', () => {
  it('gets one token per user and keeps it', async () => {
    const { getToken } = createCounting();
    expect(await getToken({ userId: 'ada' })).toBe('ada-1');
    expect(await getToken({ userId: 'bob' })).toBe('bob-2');
    expect(await getToken({ userId: 'ada' })).toBe('ada-1');
  });

  it('gets another one half a minute before it expires', async () => {
    const { getToken, pass } = createCounting();
    await getToken({ userId: 'ada' });
    pass(60 * MINUTE - 30_001);
    expect(await getToken({ userId: 'ada' })).toBe('ada-1');
    pass(1);
    expect(await getToken({ userId: 'ada' })).toBe('ada-2');
  });

  it('gets one token for concurrent calls', async () => {
    const { getToken, make } = createCounting();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => getToken({ userId: 'ada' })));
    expect(new Set(tokens).size).toBe(1);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('replaces a rejected token once, however many requests it was used for', async () => {
    const { getToken, make } = createCounting();
    const rejected = await getToken({ userId: 'ada' });
    const request = { userId: 'ada', rejected };
    expect(await Promise.all([getToken(request), getToken(request)])).toEqual(['ada-2', 'ada-2']);
    expect(await getToken(request)).toBe('ada-2');
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('does not cache a failure', async () => {
    const { getToken, make } = createCounting();
    make.mockRejectedValueOnce(new Error('down'));
    await expect(getToken({ userId: 'ada' })).rejects.toThrow('down');
    expect(await getToken({ userId: 'ada' })).toBe('ada-1');
  });

  it('makes another one if the last was not made within ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { getToken, make } = createCounting();
    make.mockReturnValueOnce(new Promise(() => {}));
    const hung = expect(getToken({ userId: 'ada' })).rejects.toThrow('10000 ms');
    await vi.advanceTimersByTimeAsync(10_000);
    await hung;
    expect(await getToken({ userId: 'ada' })).toBe('ada-1');
  });

  it('drops the token of the least recent of more than ten thousand users', async () => {
    const { getToken, make } = createCounting();
    for (let index = 0; index < 10_000; index++) await getToken({ userId: `user${index}` });
    await getToken({ userId: 'user0' });
    await getToken({ userId: 'one more' });
    expect(make).toHaveBeenCalledTimes(10_001);
    await getToken({ userId: 'user0' });
    expect(make).toHaveBeenCalledTimes(10_001);
    await getToken({ userId: 'user1' });
    expect(make).toHaveBeenCalledTimes(10_002);
  });
});

describe('the error of a refused token', () => {
  const refusalFor = (secret: string, msg: string) =>
    fetchToken(
      { url: 'https://api.example.com/token', method: 'POST', headers: {}, body: '' },
      {
        ...{ service: 'Example', now: () => 0, traceIdOf: () => null, secrets: [secret] },
        fetch: async () => Response.json({ code: 700_012_006, msg }, { status: 401 }),
      },
    ).catch((error: unknown) => error);

  it('is not hidden by a user id that is part of its words', async () => {
    expect(await refusalFor('7', 'Token 700 of app 17 is invalid.')).toMatchObject({
      message: expect.stringContaining('(401 700012006)'),
      endpointMessage: 'Token 700 of app 17 is invalid.',
    });
  });

  it('does not repeat a user id, however short', async () => {
    expect(await refusalFor('7', 'No user "7".')).toMatchObject({ endpointMessage: null });
    expect(await refusalFor('ada@example.com', 'xada@example.comx')).toMatchObject({ endpointMessage: null });
  });
});
