import { beforeEach, describe, expect, it } from 'vitest';
import { type CozeAnswer, type CozeCaller, codeOf, cozeCaller } from '../../testing/coze-caller.ts';
import { freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: CozeCaller;
let answer: CozeAnswer;
const time = Date.UTC(2026, 4, 17, 12);
beforeEach(async () => {
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
  answer = await alice.createAnswer();
});

const set = (coze: object) => emulators.set({ coze });
const like = { feedback_type: 'like' };

describe('the message', () => {
  it('has an id of 19 digits, too many for a number', () => {
    for (const id of [answer.messageId, answer.conversationId, answer.chatId]) {
      expect(id).toMatch(/^\d{19}$/);
      expect(Number(id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    }
  });

  it('must be in the conversation', async () => {
    const other = await alice.createAnswer();
    const response = alice.rate({ ...answer, conversationId: other.conversationId }, like);
    expect(await codeOf(response)).toBe(4005);
    await set({ unknownMessageCode: 4200 });
    expect(await codeOf(alice.rate({ ...answer, messageId: '1' }, like))).toBe(4200);
  });

  it.each(['question', 'follow_up', 'verbose', 'function_call'])('must not be a %s', async (type) => {
    const { body } = await emulators.control('/coze/messages', { sessionName: 'alice', type });
    expect(await codeOf(alice.rate(body, like))).toBe(4005);
    await set({ notRateableCode: 4000 });
    expect(await codeOf(alice.rate(body, like))).toBe(4000);
  });

  it.each(['card', 'object_string'])('must be text, not %s', async (contentType) => {
    const { body } = await emulators.control('/coze/messages', { sessionName: 'alice', contentType });
    expect(await codeOf(alice.rate(body, like))).toBe(4005);
  });

  it('must come of a chat, not be put there by the caller', async () => {
    const messages = [{ role: 'assistant', content: 'Hello', content_type: 'text' }];
    const { data } = await alice.read('/v1/conversation/create', { body: { messages } });
    const conversationId = data.id;
    const path = `/v1/conversation/message/list?conversation_id=${conversationId}`;
    const [{ id: messageId }] = (await alice.read(path, { body: {} })).data;
    expect(await codeOf(alice.rate({ conversationId, messageId }, like))).toBe(4005);
  });

  it('must not be older than 2025-07-11 in Beijing, or whatever the cutoff is', async () => {
    const made = async (createdAt: string) => {
      const { body } = await emulators.control('/coze/messages', { sessionName: 'alice', createdAt });
      return codeOf(alice.rate(body, like));
    };
    expect(await made('2025-07-10T15:59:59Z')).toBe(4005);
    expect(await made('2025-07-10T16:00:00Z')).toBe(0);
    await set({ tooOldCode: 4000, cutoff: '2025-07-11T00:00:00Z' });
    expect(await made('2025-07-10T16:00:00Z')).toBe(4000);
  });
});
