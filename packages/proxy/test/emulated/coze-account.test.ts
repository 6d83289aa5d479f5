import { describe, expect, it } from 'vitest';
import { createCozeAdapter } from '../../src/adapters/coze/index.ts';
import { LIKE } from '../test-proxy.ts';
import { EVERYWHERE, freshCoze } from './emulated-coze.ts';
import { createEmulatedProxy } from './emulated-upstream.ts';

const coze = freshCoze();
const { createMessage, createProxy, createTokens, storedFeedbacks } = coze;

describe('Coze, when the account, its credentials or its address are at fault', () => {
  it('an expired token is replaced once', async () => {
    const own = await createMessage({ sessionName: 'alice' });
    const fresh = await createTokens();
    const stale = await coze.emulated.control('/coze/tokens', {
      sessionName: 'alice',
      token: 'czs_stale',
      expiresIn: 1,
    });
    const asked: unknown[] = [];
    await coze.emulated.fail({ kind: 'status', status: 401, body: 'html' }, EVERYWHERE);
    const { submit } = createProxy({
      getToken(request) {
        asked.push(request);
        return request.rejected === undefined ? stale.token : fresh(request);
      },
    });
    expect(await submit({ message: own, feedback: LIKE })).toMatchObject({ status: 'delivered' });
    expect(asked).toEqual([{ userId: 'alice' }, { userId: 'alice', rejected: 'czs_stale' }]);
  });

  it.each([
    ['wrong', 'pat_unknown'],
    ['from the other site', 'pat_emulated_com'],
  ])('a token that is %s alerts the operator', async (_, token) => {
    const { submit, event } = createProxy({ token });
    expect(await submit({ message: coze.message, feedback: LIKE })).toMatchObject({ status: 'accepted' });
    expect(await event('upstream_failing')).toMatchObject({ cause: 'credentials' });
  });

  it.each([
    [4009, 0],
    [4020, 0],
    [4008, 3_600_000],
  ])('limited: %d', async (code, atLeastMs) => {
    await coze.emulated.control('/settings', { coze: { exhaustedCode: code } }, 'PATCH');
    await coze.emulated.control('/coze/quota', { callsLeft: 0 }, 'PUT');
    const now = Date.UTC(2026, 10, 21, 12);
    const { cozeBaseUrl, access } = coze.emulated.emulators;
    const adapter = createCozeAdapter({ baseUrl: cozeBaseUrl, token: access.coze.cn.personalToken });
    const { submit, event } = createEmulatedProxy(adapter, { now: () => now, worker: false });
    expect(await submit({ message: coze.message, feedback: LIKE })).toMatchObject({ status: 'accepted' });
    expect((await event('postponed')).retryInMs).toBeGreaterThanOrEqual(atLeastMs);
  });

  it('Coze Studio, which has no feedback API, alerts the operator', async () => {
    await coze.emulated.control('/settings', { coze: { profile: 'studio' } }, 'PATCH');
    const { submit, event } = createProxy();
    expect(await submit({ message: coze.message, feedback: LIKE })).toMatchObject({ status: 'accepted' });
    expect(await event('upstream_failing')).toMatchObject({
      ...{ cause: 'misconfigured', upstreamStatus: 401 },
      hint: expect.stringContaining('has no feedback API'),
      upstreamTraceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('a wrong base URL alerts the operator, and the rating is not refused', async () => {
    const { submit, event } = createProxy({ baseUrl: `${coze.emulated.emulators.cozeBaseUrl}/api` });
    expect(await submit({ message: coze.message, feedback: LIKE })).toMatchObject({ status: 'accepted' });
    expect(await event('upstream_failing')).toMatchObject({
      ...{ cause: 'misconfigured', upstreamStatus: 404 },
      hint: expect.stringContaining('Set baseUrl to https://api.coze.cn'),
    });
  });

  it('risk control, which says "try again later", is sent again', async () => {
    await coze.emulated.fail({ kind: 'status', status: 200, code: 4102 }, EVERYWHERE);
    const { submit, event } = createProxy();
    await submit({ message: coze.message, feedback: LIKE });
    await event('delivered');
    expect(await storedFeedbacks()).toMatchObject([{ feedbackType: 'like' }]);
  });

  it.each([
    [401, 700012001],
    [403, 700012054],
  ])('a token that Coze rejects with %d and the unknown code %d is replaced once', async (status, code) => {
    const own = await createMessage({ sessionName: 'alice' });
    await coze.emulated.fail({ kind: 'status', status, code }, EVERYWHERE);
    const counts: string[] = [];
    const { submit } = createProxy({ getToken: await createTokens(counts) });
    expect(await submit({ message: own, feedback: LIKE })).toMatchObject({ status: 'delivered' });
    expect(counts).toHaveLength(2);
  });

  it('an OAuth app that its owner has switched off is explained in the words of Coze', async () => {
    const app = coze.emulated.emulators.access.coze.cn.oauthAppId;
    await coze.emulated.control(`/coze/oauth-apps/${app}`, { active: false }, 'PATCH');
    const { submit, event } = createProxy({ getToken: await createTokens() });
    expect(await submit({ message: coze.message, feedback: LIKE })).toMatchObject({ status: 'accepted' });
    expect(await event('token_failed')).toMatchObject({
      ...{ transient: false, detail: expect.stringContaining('(403 access_deny)') },
      endpointMessage: expect.stringContaining('deactivated by the owner'),
      traceId: expect.stringMatching(/^\w{10,}$/),
    });
  });

  it('the used-up daily quota pauses all users until it starts again', async () => {
    const now = Date.UTC(2026, 10, 21, 12);
    const { cozeBaseUrl, access } = coze.emulated.emulators;
    const adapter = createCozeAdapter({ baseUrl: cozeBaseUrl, token: access.coze.cn.personalToken });
    const { submit, event } = createEmulatedProxy(adapter, { now: () => now, worker: false });
    await coze.emulated.fail({ kind: 'rate_limit', code: 4008 }, EVERYWHERE, 9);
    await submit({ message: coze.message, feedback: LIKE });
    await submit({ message: await createMessage(), feedback: LIKE });
    expect(await event('circuit_opened')).toMatchObject({ cause: 'rate_limited', retryInMs: 4 * 3_600_000 });
    expect(await coze.emulated.received()).toHaveLength(1);
  });
});
