import { describe, expect, it } from 'vitest';
import { CHAT_KEY, COMPLETION_KEY, sharedEmulators } from '../../testing/test-emulators.ts';

const emulators = sharedEmulators();
const complete = (body: object, key = COMPLETION_KEY) =>
  emulators.dify('/completion-messages', { key, body: { user: 'alice', ...body } });

describe('POST /completion-messages', () => {
  it('answers what the inputs ask, without naming a conversation', async () => {
    const answer = await (await complete({ inputs: { query: '6 * 7' } })).json();
    expect(answer).toMatchObject({ event: 'message', mode: 'completion' });
    expect(answer.answer).toContain('42');
    expect(answer).not.toHaveProperty('conversation_id');
  });

  it('streams as well', async () => {
    const response = await complete({ inputs: { query: 'hello' }, response_mode: 'streaming' });
    const text = await response.text();
    expect(text).toContain('"event":"message_end"');
    expect(text).not.toContain('conversation_id');
  });

  it('makes messages that can be rated', async () => {
    const { message_id: messageId } = await (await complete({ inputs: { query: 'hello' } })).json();
    const body = { rating: 'like', user: 'alice' };
    const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { key: COMPLETION_KEY, body });
    expect(response.status).toBe(200);
  });

  it('asks for inputs', async () => {
    expect((await complete({})).status).toBe(422);
  });

  it('is not for chat apps', async () => {
    const response = await complete({ inputs: {} }, CHAT_KEY);
    expect(response.status).toBe(400);
    expect((await response.json()).code).toBe('app_unavailable');
  });
});

describe('what an app says of itself', () => {
  it('gives its name and mode at GET /info', async () => {
    const info = await (await emulators.dify('/info', { key: COMPLETION_KEY })).json();
    expect(info).toMatchObject({ name: 'Emulated completion', mode: 'completion', tags: [] });
  });

  it('gives opening statement and suggested questions at GET /parameters', async () => {
    const parameters = await (await emulators.dify('/parameters')).json();
    expect(parameters.opening_statement).toMatch(/^Hello!/);
    expect(parameters.suggested_questions).toHaveLength(4);
  });
});
