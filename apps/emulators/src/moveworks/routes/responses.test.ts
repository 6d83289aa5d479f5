import { beforeEach, describe, expect, it } from 'vitest';
import { type MoveworksCaller, moveworksCaller } from '../../testing/moveworks-caller.ts';
import { eventsIn, readStream } from '../../testing/read-stream.ts';
import { freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: MoveworksCaller;
let conversation: string;
let time: number;
beforeEach(async () => {
  time = Date.UTC(2026, 4, 17, 12);
  alice = await moveworksCaller(emulators);
  conversation = `/conversations/${(await alice.read('/conversations', { body: {} })).conversation_id}`;
});

const input = (text: string) => ({ input: { text } });
const ask = (text: string) => alice.read(`${conversation}/responses`, { body: input(text) });
const stream = (text: string, headers: Record<string, string> = { Accept: 'text/event-stream' }) =>
  alice.call(`${conversation}/responses/stream`, { body: input(text), headers });
const look = (responseId: string) => alice.read(`${conversation}/responses/${responseId}`);
const fail = () => emulators.set({ moveworks: { responseOutcome: 'FAILED' } });
const actorsIn = async (path: string): Promise<string[]> =>
  (await alice.read(`${conversation}${path}`)).messages.map(({ actor }: Json) => actor);

describe('a response that is polled', () => {
  it('is acknowledged with 202, then in progress, then complete', async () => {
    await emulators.set({ paceMs: 100 });
    const created = await ask('hi');
    expect(created).toMatchObject({ httpStatus: 202, status: 'CREATED', completed_at: null, outputs: [] });
    expect(created.response_id).toMatch(/^resp_[0-9A-Za-z]{21}$/);
    expect(await look(created.response_id)).toMatchObject({ status: 'IN_PROGRESS', outputs: [] });
    time += 120_000;
    const { status, outputs } = await look(created.response_id);
    expect(status).toBe('COMPLETED');
    expect(outputs.map(({ type }: Json) => type)).toEqual(['REASONING_MESSAGE', 'MESSAGE']);
    expect(outputs[1].message).toMatchObject({
      actor: 'ASSISTANT',
      content: { type: 'COMMONMARK_TEXT' },
      feedback: { helpful: {}, unhelpful: {} },
    });
  });

  it('takes two minutes at most', async () => {
    await emulators.set({ paceMs: 60_000 });
    const { response_id: id } = await ask('list some tips');
    time += 119_999;
    expect((await look(id)).status).toBe('IN_PROGRESS');
    time += 1;
    expect((await look(id)).status).toBe('COMPLETED');
  });

  it('shows the question at once and the answer only when it is complete', async () => {
    await emulators.set({ paceMs: 100 });
    await ask('hi');
    expect(await actorsIn('/messages')).toEqual(['USER']);
    time += 120_000;
    expect(await actorsIn('/messages')).toEqual(['ASSISTANT', 'USER']);
  });

  it('may fail, and then has no outputs', async () => {
    await fail();
    const { response_id: id } = await ask('hi');
    expect(await look(id)).toMatchObject({ status: 'FAILED', outputs: [] });
    expect(await actorsIn(`/responses/${id}/messages`)).toEqual(['USER']);
  });

  it('lists its question and answer, without the reasoning', async () => {
    const { response_id: id } = await ask('What is 2 + 3?');
    expect(await actorsIn(`/responses/${id}/messages`)).toEqual(['USER', 'ASSISTANT']);
    const { messages } = await alice.read(`${conversation}/responses/${id}/messages`);
    expect(messages[0].content).toEqual({ type: 'PLAIN_TEXT', plain_text: { text: 'What is 2 + 3?' } });
    expect(messages[1].content.commonmark_text.text).toContain('**5**');
  });

  it.each([{}, { input: {} }, { input: { text: '' } }])('is 400 for %j', async (body) => {
    const refused = { httpStatus: 400, error: { code: 'INVALID_INPUT' } };
    expect(await alice.read(`${conversation}/responses`, { body })).toMatchObject(refused);
  });
});

describe('a response that streams', () => {
  const streamed = async (text: string): Promise<Json[]> => {
    const events = eventsIn(await (await stream(text)).text());
    for (const { event, data } of events) expect(data.event_type).toBe(event);
    return events.map(({ data }) => data);
  };

  it('sends numbered events whose deltas have the whole output so far', async () => {
    const events = await streamed('What is 2 + 3?');
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, place) => place + 1));
    const types = events.map(({ event_type: type }) => type);
    expect(types.filter((type, place) => type !== types[place - 1])).toEqual([
      'RESPONSE_CREATED',
      'RESPONSE_IN_PROGRESS',
      'RESPONSE_OUTPUT_DELTA',
      'RESPONSE_COMPLETED',
    ]);
    const [reasoning, ...messages] = events.flatMap(({ output }) => (output ? [output] : []));
    expect(reasoning.type).toBe('REASONING_MESSAGE');
    const texts: string[] = messages.map(({ message }) => message.content.commonmark_text.text);
    for (const [place, text] of texts.entries()) expect(text.startsWith(texts[place - 1] ?? '')).toBe(true);
    expect(texts.at(-1)).toContain('**5**');
  });

  it('has callback ids in the completed response only', async () => {
    const events = await streamed('hi');
    expect(JSON.stringify(events.slice(0, -1))).not.toContain('callback_id');
    const [, { message }] = events.at(-1).response.outputs;
    const { conversation_id: conversationId, message_id: messageId, response_id: responseId } = message;
    const { callback_id } = message.feedback.helpful;
    const rated = await alice.rate({ conversationId, responseId, messageId }, { callback_id });
    expect(rated.status).toBe(200);
  });

  it('hides its message until it is complete, even if the caller disconnects', async () => {
    await emulators.set({ paceMs: 60_000 });
    const reader = readStream(await stream('hi'));
    await reader.until('REASONING_MESSAGE');
    const count = async () => (await actorsIn('/messages')).length;
    expect(await count()).toBe(1);
    await reader.cancel();
    await expect.poll(count).toBe(2);
  });

  it('may fail', async () => {
    await fail();
    const failed = { event_type: 'RESPONSE_FAILED', response: { status: 'FAILED' } };
    expect((await streamed('hi')).at(-1)).toMatchObject(failed);
  });

  it('requires Accept: text/event-stream', async () => {
    expect((await stream('hi', { Accept: 'application/json' })).status).toBe(400);
  });
});
