import { beforeEach, describe, expect, it } from 'vitest';
import {
  INVALID,
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
const stored = async () => (await emulators.state()).moveworks.feedbacks;
const helpful = (of = answer) => ({ callback_id: of.feedback.helpful.callback_id });
const unhelpful = (of = answer) => ({ callback_id: of.feedback.unhelpful.callback_id });

describe('a callback id', () => {
  it('is long, opaque and looks like JSON in base64url', () => {
    const { helpful: up, unhelpful: down } = answer.feedback;
    for (const { callback_id: id } of [up, down]) {
      expect(id).toMatch(/^eyJ[\w-]{250,}$/);
    }
    expect(up.callback_id).not.toBe(down.callback_id);
  });

  it('of another message is 400', async () => {
    const other = await alice.answerIn(answer.conversationId);
    expect(await outcome(alice.rate(answer, helpful(other)))).toEqual(INVALID);
    expect(await stored()).toEqual([]);
  });

  it('that was tampered with is 400, wherever that was', async () => {
    const { callback_id: id } = helpful();
    for (const place of [3, 40, 120, id.length - 5, id.length - 1]) {
      const changed = id.charAt(place) === 'A' ? 'B' : 'A';
      const tampered = id.slice(0, place) + changed + id.slice(place + 1);
      expect([place, ...(await outcome(alice.rate(answer, { callback_id: tampered })))]).toEqual([
        place,
        ...INVALID,
      ]);
    }
  });

  it('whose side was turned is 400', async () => {
    const content = JSON.parse(Buffer.from(helpful().callback_id, 'base64url').toString());
    const turned = Buffer.from(JSON.stringify({ ...content, action: 'unhelpful' })).toString('base64url');
    expect(await outcome(alice.rate(answer, { callback_id: turned }))).toEqual(INVALID);
  });

  it.each(['', 'nonsense', 'eyJhY3Rpb24iOiJoZWxwZnVsIi4uLn0', 'helpful'])('like %j is 400', async (id) => {
    expect(await outcome(alice.rate(answer, { callback_id: id }))).toEqual(INVALID);
  });

  it.each([{}, { callback_id: null }, { callback_id: 5 }])('cannot be left out: %j is 400', async (body) => {
    expect(await outcome(alice.rate(answer, body))).toEqual(INVALID);
  });

  it('in no JSON is 400', async () => {
    expect(await outcome(alice.rate(answer, '{"callback_id":'))).toEqual(INVALID);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(await outcome(alice.rate(answer, 'callback_id=x', form))).toEqual(INVALID);
  });

  it('outlives a read, or a read replaces it and leaves the old one valid or not, as chosen', async () => {
    const path = `/conversations/${answer.conversationId}/responses/${answer.responseId}`;
    const readAgain = async (): Promise<MoveworksAnswer> => {
      const { outputs } = await alice.read(path);
      return { ...answer, feedback: outputs[1].message.feedback };
    };
    expect(helpful(await readAgain())).toEqual(helpful());

    await set({ tokenRotation: 'keep_old' });
    const kept = await readAgain();
    expect(helpful(kept)).not.toEqual(helpful());
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(SUBMITTED);

    await set({ tokenRotation: 'revoke_old' });
    const newest = await readAgain();
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(INVALID);
    expect(await outcome(alice.rate(answer, helpful(kept)))).toEqual(INVALID);
    expect(await outcome(alice.rate(answer, helpful(newest)))).toEqual(SUBMITTED);
  });

  it('works after the side of a message that offers one alone, and there is none for the other', async () => {
    await set({ feedbackSides: 'unhelpful' });
    const oneSided = await alice.createAnswer();
    expect(Object.keys(oneSided.feedback)).toEqual(['unhelpful']);
    expect(await outcome(alice.rate(oneSided, unhelpful(oneSided)))).toEqual(SUBMITTED);
    await set({ feedbackSides: 'none' });
    expect((await alice.createAnswer()).feedback).toBeNull();
  });
});

describe('a message without feedback', () => {
  it.each(['USER', 'LIVE_AGENT', 'SYSTEM'])('is one by %s: null in lists, 400 when rated', async (actor) => {
    const { body } = await emulators.control('/moveworks/messages', { user: 'alice', actor });
    const { messages } = await alice.read(`/conversations/${body.conversationId}/messages`);
    expect(messages).toMatchObject([{ message_id: body.messageId, actor, feedback: null }]);
    expect(await outcome(alice.rate(body, helpful()))).toEqual(INVALID);
  });

  it('is the question of a response', async () => {
    const { messages } = await alice.read(`/conversations/${answer.conversationId}/messages`);
    expect(messages.map(({ feedback }: { feedback: object | null }) => feedback !== null)).toEqual([
      true,
      false,
    ]);
    const question = { ...answer, messageId: messages[1].message_id };
    expect(await outcome(alice.rate(question, helpful()))).toEqual(INVALID);
  });
});
