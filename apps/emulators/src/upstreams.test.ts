import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cozeCaller } from './testing/coze-caller.ts';
import { moveworksCaller } from './testing/moveworks-caller.ts';
import { startTestEmulators, type TestEmulators } from './testing/test-emulators.ts';

let running: TestEmulators | undefined;
let folder: string | undefined;
const start = async (options = {}) => {
  running = await startTestEmulators(options);
  return running;
};
afterEach(async () => {
  await running?.close();
  if (folder) await rm(folder, { recursive: true });
  [running, folder] = [undefined, undefined];
});

/** A message of each upstream with a way to like it. */
async function likers(emulators: TestEmulators) {
  const coze = await cozeCaller(emulators, { sessionName: 'alice' });
  const moveworks = await moveworksCaller(emulators);
  const difyId = await emulators.createMessage();
  const cozeAnswer = await coze.createAnswer();
  const moveworksAnswer = await moveworks.createAnswer();
  const { callback_id } = moveworksAnswer.feedback.helpful;
  return {
    dify: { id: difyId, like: () => emulators.rate(difyId, { rating: 'like', user: 'alice' }) },
    coze: { id: cozeAnswer.messageId, like: () => coze.rate(cozeAnswer, { feedback_type: 'like' }) },
    moveworks: {
      id: moveworksAnswer.messageId,
      like: () => moveworks.rate(moveworksAnswer, { callback_id }),
    },
  };
}

const UPSTREAMS = ['dify', 'coze', 'moveworks'] as const;

describe.each(UPSTREAMS)('%s, like every upstream,', (name) => {
  it('logs its requests under its own name', async () => {
    const emulators = await start();
    const { id, like } = (await likers(emulators))[name];
    await emulators.control('/requests', undefined, 'DELETE');
    await like();
    const logOf = async (upstream: string) =>
      (await emulators.control(`/requests?upstream=${upstream}`)).body.requests;
    expect(await logOf(name)).toMatchObject([
      { upstream: name, path: expect.stringContaining(id), status: 200 },
    ]);
    for (const other of UPSTREAMS.filter((each) => each !== name)) expect(await logOf(other)).toEqual([]);
  });

  it('has faults before and after the effect of a request', async () => {
    const emulators = await start();
    const { like } = (await likers(emulators))[name];
    const count = async () => (await emulators.control('/state')).body[name].counts.feedbacks;
    await emulators.addFault({ kind: 'status', status: 503 }, { times: 1 });
    await emulators.addFault({ kind: 'reset', when: 'after' }, { times: 1 });
    expect((await like()).status).toBe(503);
    expect(await count()).toBe(0);
    await expect(like()).rejects.toThrow('fetch failed');
    expect(await count()).toBe(1);
  });

  it('finds in the state file the feedback of an earlier run, and forgets it on reset', async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulators-'));
    const stateFile = join(folder, 'state.db');
    const first = await start({ stateFile });
    const { id, like } = (await likers(first))[name];
    await like();
    await first.close();
    const second = await start({ stateFile });
    const feedbacks = async () => (await second.control('/state')).body[name].feedbacks;
    expect(await feedbacks()).toMatchObject([{ messageId: id }]);
    await second.control('/reset', {});
    expect(await feedbacks()).toEqual([]);
  });
});

it('changes only the given settings of each upstream', async () => {
  const emulators = await start();
  const before = (await emulators.control('/settings')).body;
  await emulators.set({
    dify: { generation: 'G1' },
    coze: { detail: false },
    moveworks: { assistantName: 'x' },
  });
  await emulators.set({ paceMs: 5 });
  const after = (await emulators.control('/settings')).body;
  expect(after).toEqual({
    paceMs: 5,
    dify: { ...before.dify, generation: 'G1' },
    coze: { ...before.coze, detail: false },
    moveworks: { ...before.moveworks, assistantName: 'x' },
  });
});

it('keeps the callback ids and tokens of an earlier run valid', async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulators-'));
  const stateFile = join(folder, 'state.db');
  const first = await start({ stateFile });
  const alice = await moveworksCaller(first);
  const answer = await alice.createAnswer();
  await first.close();
  const second = await start({ stateFile });
  const again = await moveworksCaller(second);
  const { callback_id } = answer.feedback.helpful;
  expect((await again.rate(answer, { callback_id })).status).toBe(200);
});

it('returns the credentials of each upstream', async () => {
  const { access, ...emulators } = await start();
  const personal = await cozeCaller(emulators as TestEmulators, { token: access.coze.cn.personalToken });
  expect((await personal.ask('hi', { bot_id: access.coze.botId })).code).toBe(0);
  const there = await cozeCaller(emulators as TestEmulators, {
    region: 'com',
    token: access.coze.com.personalToken,
  });
  expect((await there.ask('hi')).code).toBe(0);
  const { clientId: client_id, clientSecret: client_secret } = access.moveworks;
  const response = await fetch(`${emulators.moveworksBaseUrl}/oauth/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id, client_secret, grant_type: 'client_credentials', user: 'alice' }),
  });
  expect(response.status).toBe(200);
  const dify = await fetch(`${emulators.difyBaseUrl}/info`, {
    headers: { Authorization: `Bearer ${access.dify.chatApiKey}` },
  });
  expect(dify.status).toBe(200);
});
