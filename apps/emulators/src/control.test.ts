import { describe, expect, it } from 'vitest';
import { freshEmulators, type Json } from './testing/test-emulators.ts';

const emulators = freshEmulators();
const send = (path: string, body: string, type: string, method = 'POST') =>
  fetch(`${emulators.url}/__emulator/${path}`, { method, headers: { 'Content-Type': type }, body });

describe('a wrong command', () => {
  it.each([
    ['/settings', 'PATCH', { dify: { generation: 'G5' } }, 'dify.generation'],
    ['/settings', 'PATCH', { pace: 1 }, 'pace'],
    ['/faults', 'POST', { fault: { kind: 'latency' } }, 'fault.milliseconds'],
    ['/faults', 'POST', { fault: { kind: 'hang' }, every: 0 }, 'every'],
    ['/dify/apps', 'POST', { apiKey: 'with space', name: 'x' }, 'apiKey'],
    ['/dify/messages', 'POST', { fromSource: 'phone' }, 'fromSource'],
  ])('to %s by %s is a 400 that names the field', async (path, method, body, field) => {
    const answer = await emulators.control(path, body, method);
    expect(answer).toMatchObject({ status: 400, body: { problems: [{ field }] } });
  });

  it('is one that is not JSON', async () => {
    expect((await send('faults', '{', 'application/json')).status).toBe(400);
  });

  it.each(['reset', 'faults', 'dify/messages'])(
    'is one a form on another page could send: %s',
    async (path) => {
      const response = await send(path, '{}', 'text/plain');
      expect(response.status).toBe(415);
      expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
    },
  );

  it('is an unknown path', async () => {
    expect((await emulators.control('/nonsense')).status).toBe(404);
  });
});

describe('apps', () => {
  it('can be created, each with its own key', async () => {
    const created = await emulators.control('/dify/apps', { apiKey: 'app-second', name: 'Second' });
    expect(created).toMatchObject({ status: 201, body: { mode: 'chat', condition: 'normal' } });
    expect((await emulators.dify('/info', { key: 'app-second' })).status).toBe(200);
  });

  it('never share a key', async () => {
    const second = await emulators.control('/dify/apps', { apiKey: 'app-emulated-chat', name: 'Copy' });
    expect(second.status).toBe(409);
  });
});

it('deletes apps, messages, feedback, faults and settings on reset', async () => {
  const messageId = await emulators.createMessage();
  await emulators.rate(messageId, { rating: 'like', user: 'alice' });
  await emulators.control('/dify/apps', { apiKey: 'app-second', name: 'Second' });
  await emulators.setGeneration('G1');
  await emulators.addFault({ kind: 'hang' });
  expect((await emulators.control('/reset', {})).status).toBe(204);
  const { dify } = await emulators.state();
  expect(dify).toMatchObject({
    settings: { generation: 'G4', raceWindowMs: 0 },
    counts: { feedbacks: 0, messages: 0, endUsers: 0 },
  });
  expect(dify.apps).toHaveLength(2);
  expect((await emulators.control('/faults')).body.faults).toEqual([]);
  expect((await emulators.control('/requests')).body.count).toBe(0);
});

it('limits the view of the state to the newest rows and counts them all', async () => {
  for (const user of ['a', 'b', 'c']) {
    await emulators.rate(await emulators.createMessage(user), { rating: 'like', user });
  }
  const { dify } = (await emulators.control('/state?limit=2')).body;
  expect(dify.feedbacks.map(({ user }: Json) => user)).toEqual(['c', 'b']);
  expect(dify.counts).toEqual({ feedbacks: 3, messages: 3, endUsers: 3 });
});
