import { beforeEach, describe, expect, it } from 'vitest';
import {
  type MoveworksAnswer,
  type MoveworksCaller,
  moveworksCaller,
  outcome,
  SUBMITTED,
} from '../../testing/moveworks-caller.ts';
import { freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators();
let alice: MoveworksCaller;
let answer: MoveworksAnswer;
beforeEach(async () => {
  alice = await moveworksCaller(emulators);
  answer = await alice.createAnswer();
});

const set = (moveworks: object) => emulators.set({ moveworks });
const helpful = (of = answer) => ({ callback_id: of.feedback.helpful.callback_id });

describe('what does not exist', () => {
  const missing = [404, 'NOT_FOUND'];

  it.each(['conversationId', 'responseId', 'messageId'])('by its %s is 404', async (name) => {
    expect(await outcome(alice.rate({ ...answer, [name]: 'x_1' }, helpful()))).toEqual(missing);
  });

  it('is a message under the response of another', async () => {
    const other = await alice.answerIn(answer.conversationId);
    const misplaced = { ...answer, responseId: other.responseId };
    expect(await outcome(alice.rate(misplaced, helpful()))).toEqual(missing);
  });

  it("is another person's conversation", async () => {
    const bob = await moveworksCaller(emulators, { user: 'bob' });
    expect(await outcome(bob.rate(answer, helpful()))).toEqual(missing);
  });

  it('is everything, for a tenant without the API, even without a bearer', async () => {
    await set({ enabledPaths: [] });
    for (const headers of [{}, { Authorization: '' }]) {
      expect(await outcome(alice.rate(answer, helpful(), headers))).toEqual(missing);
      expect((await alice.call('/conversations', { headers })).status).toBe(404);
    }
  });

  it('is all under a path generation that is not enabled', async () => {
    await set({ enabledPaths: ['/rest/v1'] });
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(missing);
    const enabled = await moveworksCaller(emulators, { path: '/rest/v1' });
    expect(await outcome(enabled.rate(answer, helpful()))).toEqual(SUBMITTED);
  });
});

describe('who may call', () => {
  it('is told by the bearer before everything else', async () => {
    const nowhere = { conversationId: 'x', responseId: 'y', messageId: 'z' };
    const headers = { Authorization: 'Bearer unknown', 'Assistant-Name': 'unknown' };
    expect(await outcome(alice.rate(nowhere, '{', headers))).toEqual([401, 'UNAUTHORIZED']);
    expect(await outcome(alice.rate(answer, helpful(), { Authorization: '' }))).toEqual([
      401,
      'UNAUTHORIZED',
    ]);
  });

  it('is told by the assistant next', async () => {
    const nowhere = { conversationId: 'x', responseId: 'y', messageId: 'z' };
    for (const name of ['', 'unknown']) {
      const headers = { 'Assistant-Name': name };
      expect(await outcome(alice.rate(nowhere, '{', headers))).toEqual([403, 'FORBIDDEN']);
    }
    await set({ assistantName: 'another' });
    const headers = { 'Assistant-Name': 'another' };
    expect(await outcome(alice.rate(answer, helpful(), headers))).toEqual(SUBMITTED);
  });
});
