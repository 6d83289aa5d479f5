// biome-ignore-all lint/style/noExcessiveLinesPerFile: one list of all intents.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createMoveworksAdapter,
  createMoveworksTokens,
  type MoveworksAdapterOptions,
} from '../../src/adapters/moveworks/index.ts';
import { type CallbackIds, sealMessageRef } from '../../src/index.ts';
import { DISLIKE, LIKE, NONE, stampOf } from '../test-proxy.ts';
import {
  createEmulatedProxy,
  type Emulated,
  type Json,
  type LoggedRequest,
  ownHeaders,
  startEmulated,
} from './emulated-upstream.ts';

interface Ids {
  readonly messageId: string;
  readonly conversationId: string;
  readonly responseId: string;
}

const SEALING_KEYS = [{ id: 'k1', key: 'A'.repeat(43) }];
const EVERYWHERE = '/**/feedback';
const HOLD_MS = 30;

// Some cases wait for responses that never come.
vi.setConfig({ testTimeout: 30_000 });

let emulated: Emulated;
let message: Ids;
let callbackIds: CallbackIds;

beforeAll(async () => {
  emulated = await startEmulated();
});
afterAll(() => emulated.emulators.close());
beforeEach(async () => {
  await emulated.reset();
  message = await createMessage();
  callbackIds = (await readCallbackIds(message)) ?? {};
  await emulated.control('/requests', undefined, 'DELETE');
});

async function createMessage(more: object = {}): Promise<Ids> {
  return emulated.control('/moveworks/messages', { user: 'alice', ...more });
}

function createTokens() {
  const { moveworksBaseUrl, access } = emulated.emulators;
  const { clientId, clientSecret } = access.moveworks;
  const tokenUrl = `${moveworksBaseUrl}/oauth/v1/token`;
  return createMoveworksTokens({
    tokenUrl,
    clientId,
    clientSecret,
    fields: ({ userId }) => ({ user: userId }),
  });
}

/** Asks Moveworks for the message, like a host's server. */
async function readCallbackIds({ conversationId, messageId }: Ids): Promise<CallbackIds | null> {
  const { moveworksBaseUrl, access } = emulated.emulators;
  const { key } = await emulated.control('/moveworks/api-keys', { user: 'alice' });
  const response = await fetch(`${moveworksBaseUrl}/rest/v1/conversations/${conversationId}/messages`, {
    headers: { authorization: `Bearer ${key}`, 'assistant-name': access.moveworks.assistantName },
  });
  const found = ((await response.json()) as Json).messages.find(
    (each: Json) => each.message_id === messageId,
  );
  if (found === undefined) return null;
  const { helpful, unhelpful } = found.feedback ?? {};
  return {
    ...(helpful && { helpful: helpful.callback_id }),
    ...(unhelpful && { unhelpful: unhelpful.callback_id }),
  };
}

function createProxy(options: Partial<MoveworksAdapterOptions> = {}) {
  const { moveworksBaseUrl, access } = emulated.emulators;
  const adapter = createMoveworksAdapter({
    baseUrl: `${moveworksBaseUrl}/rest/v1beta1`,
    assistantName: access.moveworks.assistantName,
    getToken: createTokens(),
    holdMs: HOLD_MS,
    ...options,
  });
  return createEmulatedProxy(adapter, { sealingKeys: SEALING_KEYS });
}

async function sealed(ids: Ids = message, seal: CallbackIds | null = callbackIds) {
  const token = await sealMessageRef({
    ...{ sealingKeys: SEALING_KEYS, userId: 'alice', adapter: 'moveworks', message: ids },
    ...(seal && { callbackIds: seal }),
    expiresAt: Date.now() + 3_600_000,
  });
  return { ...ids, token };
}

function pathOf(base: string, { conversationId, responseId, messageId }: Ids): string {
  return `${base}/conversations/${conversationId}/responses/${responseId}/messages/${messageId}/feedback`;
}

async function receivedByMoveworks(): Promise<LoggedRequest[]> {
  return (await emulated.received()).map((request) => ({
    ...request,
    path: request.path.replace(/^.*(?=\/(rest|assistant)\/)/, ''),
  }));
}

async function storedFeedbacks() {
  return (await emulated.control('/state')).moveworks.feedbacks;
}

const afterUndoWindow = () => new Promise((resolve) => setTimeout(resolve, 3 * HOLD_MS));

/**
 * A proxy whose undo window ends only when the test turns the clock forward, however slow the
 * machine is between two submissions.
 */
function createPatientProxy() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const holdMs = 60_000;
  const endUndoWindow = () => vi.advanceTimersByTimeAsync(holdMs);
  return { ...createProxy({ holdMs }), endUndoWindow };
}

describe('Moveworks, intent by intent', () => {
  it('helpful', async () => {
    const { submit, event, load } = createProxy();
    expect(await submit({ message: await sealed(), feedback: LIKE })).toMatchObject({ status: 'accepted' });
    await event('delivered');
    const delivered = await receivedByMoveworks();
    expect(delivered).toMatchObject([
      {
        method: 'POST',
        path: pathOf('/rest/v1beta1', message),
        query: '',
        body: `{"callback_id":"${callbackIds.helpful}"}`,
        status: 200,
      },
    ]);
    expect(ownHeaders(delivered[0] as LoggedRequest)).toEqual({
      accept: 'application/json',
      'assistant-name': emulated.emulators.access.moveworks.assistantName,
      authorization: expect.stringMatching(/^Bearer …/),
      'content-type': 'application/json',
    });
    expect((await load({ messageId: message.messageId })).items).toMatchObject([{ final: true }]);
  });

  it('unhelpful with a comment: both wait together', async () => {
    const { submit, event, endUndoWindow } = createPatientProxy();
    await submit({ message: await sealed(), feedback: DISLIKE, stamp: stampOf(1) });
    const feedback = { rating: 'dislike' as const, reasons: ['Too long'], comment: 'Shorter, please' };
    await submit({ message: await sealed(), feedback, stamp: stampOf(2) });
    await endUndoWindow();
    await event('delivered');
    const body = `{"callback_id":"${callbackIds.unhelpful}","additional_feedback":"[Too long]\\nShorter, please"}`;
    expect(await receivedByMoveworks()).toMatchObject([
      { method: 'POST', path: pathOf('/rest/v1beta1', message), body },
    ]);
    expect(await storedFeedbacks()).toHaveLength(1);
  });

  it('change: before it is sent, and not afterwards', async () => {
    const { submit, event, endUndoWindow } = createPatientProxy();
    await submit({ message: await sealed(), feedback: LIKE, stamp: stampOf(1) });
    await submit({ message: await sealed(), feedback: DISLIKE, stamp: stampOf(2) });
    await endUndoWindow();
    await event('delivered');
    expect(await submit({ message: await sealed(), feedback: LIKE, stamp: stampOf(3) })).toMatchObject({
      ...{ status: 'superseded', feedback: DISLIKE, final: true },
    });
    expect((await receivedByMoveworks()).map(({ body }) => body)).toEqual([
      `{"callback_id":"${callbackIds.unhelpful}"}`,
    ]);
  });

  it('revoke before it is sent: no request ever reaches Moveworks', async () => {
    const { submit, event, endUndoWindow } = createPatientProxy();
    await submit({ message: await sealed(), feedback: LIKE, stamp: stampOf(1) });
    await submit({ message: await sealed(), feedback: NONE, stamp: stampOf(2) });

    // The delivery of a later rating shows that the first one would have been delivered.
    const later = await createMessage();
    const laterCallbackIds = (await readCallbackIds(later)) ?? {};
    await emulated.control('/requests', undefined, 'DELETE');
    await submit({ message: await sealed(later, laterCallbackIds), feedback: LIKE, stamp: stampOf(3) });
    await endUndoWindow();
    await event('delivered');
    expect((await receivedByMoveworks()).map(({ path }) => path)).toEqual([pathOf('/rest/v1beta1', later)]);
  });

  it('revoke afterwards: no request is sent', async () => {
    const { submit, event } = createProxy();
    await submit({ message: await sealed(), feedback: LIKE, stamp: stampOf(1) });
    await event('delivered');
    const late = await submit({ message: await sealed(), feedback: NONE, stamp: stampOf(2) });
    expect(late).toMatchObject({ status: 'superseded', feedback: LIKE, final: true });
    expect(await receivedByMoveworks()).toHaveLength(1);
  });

  it('400, a stale callback id: looked up once, and sent again once', async () => {
    await emulated.control('/settings', { moveworks: { tokenRotation: 'revoke_old' } }, 'PATCH');
    const stale = (await readCallbackIds(message)) ?? {};
    await readCallbackIds(message);
    const { submit, event } = createProxy({
      resolveMessage: (lookup) => readCallbackIds(lookup.message as Ids),
    });
    await submit({ message: await sealed(message, stale), feedback: LIKE });
    await event('delivered');
    const delivered = await receivedByMoveworks();
    expect(delivered.map(({ status }) => status)).toEqual([400, 200]);
    expect(await storedFeedbacks()).toHaveLength(1);
  });

  it('400 without a newer callback id: not ratable', async () => {
    const { submit, event } = createProxy({ holdMs: 0 });
    const other = await sealed(message, { helpful: 'bogus' });
    expect(await submit({ message: other, feedback: LIKE })).toMatchObject({
      httpStatus: 422,
      code: 'not_ratable',
    });
    expect(await event('refused')).toMatchObject({ upstreamStatus: 400 });
  });

  it('404', async () => {
    const gone = { ...message, messageId: 'msg_doesnotexist' };
    const { submit } = createProxy({ holdMs: 0 });
    expect(await submit({ message: await sealed(gone), feedback: LIKE })).toMatchObject({
      ...{ httpStatus: 404, code: 'message_not_found' },
    });
  });

  it('401: another bearer token, once', async () => {
    const tokens = createTokens();
    const { submit, event } = createProxy({
      getToken: (request) => (request.rejected === undefined ? 'mwt_stale' : tokens(request)),
    });
    await submit({ message: await sealed(), feedback: LIKE });
    await event('delivered');
    expect((await receivedByMoveworks()).map(({ status }) => status)).toEqual([401, 200]);
  });

  it('403, a wrong Assistant-Name: alerts the operator', async () => {
    const { submit, event } = createProxy({ assistantName: 'another' });
    await submit({ message: await sealed(), feedback: LIKE });
    expect(await event('held')).toMatchObject({ upstreamStatus: 403, upstreamTraceId: expect.any(String) });
  });

  it('429 waits for Retry-After, or a minute without it', async () => {
    await emulated.fail({ kind: 'rate_limit' }, EVERYWHERE);
    const { submit, event } = createProxy({ holdMs: 0 });
    await submit({ message: await sealed(), feedback: LIKE });
    expect((await event('postponed')).retryInMs).toBe(60_000);

    await emulated.fail({ kind: 'rate_limit', retryAfterSeconds: 7 }, EVERYWHERE);
    const other = createProxy({ holdMs: 0 });
    await other.submit({ message: await sealed(), feedback: LIKE });
    expect((await other.event('postponed')).retryInMs).toBe(7_000);
  });

  it.each([
    ['500', { kind: 'status', status: 500 }],
    ['503', { kind: 'status', status: 503, body: 'html' }],
    ['no response', { kind: 'hang' }],
    ['a reset', { kind: 'reset' }],
  ])('%s, again and again: sent again once', async (_, fault) => {
    await emulated.fail(fault, EVERYWHERE, 9);
    const { submit, event } = createProxy();
    await submit({ message: await sealed(), feedback: LIKE });
    expect(await event('dead_lettered')).toMatchObject({ cause: 'in_doubt' });
    await afterUndoWindow();
    // A hanging request of an earlier test is logged when its connection ends, which may be only
    // now.
    const delivered = (await receivedByMoveworks()).filter(({ path }) => path.includes(message.messageId));
    expect(delivered).toHaveLength(2);
    expect(await storedFeedbacks()).toEqual([]);
  });

  it('one-sided: the other rating is refused, and a read says so', async () => {
    const oneSided = await createMessage({ sides: 'helpful' });
    const ids = await readCallbackIds(oneSided);
    const { submit, load, event } = createProxy();
    const reference = await sealed(oneSided, ids);
    expect((await load({ messageId: oneSided.messageId, token: reference.token })).restricted).toEqual([
      { messageId: oneSided.messageId, ratings: ['like'] },
    ]);
    expect(await submit({ message: reference, feedback: DISLIKE })).toMatchObject({ code: 'not_ratable' });
    await submit({ message: reference, feedback: LIKE });
    await event('delivered');
  });

  it.each(['/rest/v1beta1', '/assistant/v1', '/rest/v1'])('API generation %s', async (base) => {
    const { moveworksBaseUrl } = emulated.emulators;
    const { submit, event } = createProxy({ baseUrl: `${moveworksBaseUrl}${base}` });
    await submit({ message: await sealed(), feedback: LIKE });
    await event('delivered');
    expect(await receivedByMoveworks()).toMatchObject([{ path: pathOf(base, message) }]);
  });

  it.each(['flat', 'data'])('a token response in the form %s', async (tokenResponse) => {
    await emulated.control('/settings', { moveworks: { tokenResponse } }, 'PATCH');
    const { submit, event } = createProxy();
    await submit({ message: await sealed(), feedback: LIKE });
    await event('delivered');
  });
});
