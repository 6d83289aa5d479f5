import { describe, expect, it } from 'vitest';
import { freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators();

const endNext = (ending: object) => emulators.control('/dify/answer-endings', ending);
const ask = (rest: object = { response_mode: 'streaming' }) =>
  emulators.dify('/chat-messages', { body: { query: 'hi', inputs: {}, user: 'alice', ...rest } });
async function streamedEvents(): Promise<Json[]> {
  const blocks = (await (await ask()).text()).split('\n\n').filter((block) => block.startsWith('data: '));
  return blocks.map((block) => JSON.parse(block.slice(6)));
}
const namesOf = (events: Json[]) => events.map(({ event }) => event);
async function listed({ conversation_id: id }: Json): Promise<Json> {
  const response = await emulators.dify(`/messages?user=alice&conversation_id=${id}`);
  return (await response.json()).data[0];
}

describe('an answer that breaks off', () => {
  it('ends its stream with an error event after the chunks asked for, and without message_end', async () => {
    await endNext({ ending: 'error', afterChunks: 2, message: 'Overloaded.' });
    const events = await streamedEvents();
    expect(namesOf(events)).toEqual(['message', 'message', 'error']);
    const { conversation_id, message_id, created_at } = events[0];
    expect(events[2]).toEqual({
      event: 'error',
      conversation_id,
      message_id,
      created_at,
      code: 'completion_request_error',
      status: 400,
      message: 'Overloaded.',
    });
    expect(await listed(events[0])).toMatchObject({ status: 'error', error: 'Overloaded.', answer: '' });
  });

  it('may break off before its first chunk, with any error', async () => {
    const quota = { code: 'provider_quota_exceeded', status: 429, message: 'Quota exceeded.' };
    await endNext({ ending: 'error', afterChunks: 0, ...quota });
    expect(await streamedEvents()).toMatchObject([{ event: 'error', ...quota }]);
  });

  it('can be rated all the same', async () => {
    await endNext({ ending: 'error' });
    const [{ message_id: id }] = await streamedEvents();
    expect((await emulators.rate(id, { rating: 'dislike', user: 'alice' })).status).toBe(200);
  });

  it('is an error answer when it does not stream', async () => {
    await endNext({ ending: 'error', message: 'Overloaded.' });
    const response = await ask({});
    expect(response.status).toBe(400);
    const error = { code: 'completion_request_error', message: 'Overloaded.', status: 400 };
    expect(await response.json()).toEqual(error);
  });
});

describe('an answer that moderation replaces', () => {
  it('sends message_replace before message_end, and is kept as replaced', async () => {
    await endNext({ ending: 'replaced', afterChunks: 1, answer: 'I may not say that.' });
    const events = await streamedEvents();
    expect(namesOf(events)).toEqual(['message', 'message_replace', 'message_end']);
    const { conversation_id, message_id, created_at, task_id } = events[0];
    expect(events[1]).toEqual({
      event: 'message_replace',
      conversation_id,
      message_id,
      created_at,
      task_id,
      answer: 'I may not say that.',
      reason: 'output_moderation',
    });
    expect(await listed(events[0])).toMatchObject({ status: 'normal', answer: 'I may not say that.' });
  });

  it('is the replacement alone when it does not stream', async () => {
    await endNext({ ending: 'replaced', answer: 'I may not say that.' });
    expect((await (await ask({})).json()).answer).toBe('I may not say that.');
  });
});

it('strikes one answer each, in the order given, and none after a reset', async () => {
  await endNext({ ending: 'error' });
  await endNext({ ending: 'replaced', answer: '…' });
  const lasts = async () => namesOf(await streamedEvents()).slice(-2);
  expect(await lasts()).toEqual(['message', 'error']);
  expect(await lasts()).toEqual(['message_replace', 'message_end']);
  expect(await lasts()).toEqual(['message', 'message_end']);
  await endNext({ ending: 'error' });
  await emulators.control('/reset', {});
  expect(await lasts()).toEqual(['message', 'message_end']);
});

it('refuses an ending that there is not', async () => {
  expect((await endNext({ ending: 'happy' })).status).toBe(400);
});
