import { describe, expect, it, vi } from 'vitest';
import { DISLIKE, LIKE, NONE, stampOf } from '../test-proxy.ts';
import { EVERYWHERE, freshCoze } from './emulated-coze.ts';
import { type LoggedRequest, ownHeaders } from './emulated-upstream.ts';

// Some cases wait for responses that never come.
vi.setConfig({ testTimeout: 30_000 });

const coze = freshCoze();
const { createMessage, createProxy, createTokens, storedFeedbacks } = coze;

function path(): string {
  const { messageId, conversationId } = coze.message;
  return `/v1/conversations/${conversationId}/messages/${messageId}/feedback`;
}

async function withoutMount(): Promise<LoggedRequest[]> {
  return (await coze.emulated.received()).map((request) => ({
    ...request,
    path: request.path.replace(/^.*(?=\/v1\/)/, ''),
  }));
}

describe('Coze, intent by intent', () => {
  it('like', async () => {
    const { submit } = createProxy();
    expect(await submit({ message: coze.message, feedback: LIKE })).toMatchObject({ status: 'delivered' });
    const delivered = await withoutMount();
    expect(delivered).toMatchObject([
      { method: 'POST', path: path(), query: '', body: '{"feedback_type":"like"}', status: 200 },
    ]);
    expect(ownHeaders(delivered[0] as LoggedRequest)).toEqual({
      accept: 'application/json',
      authorization: expect.stringMatching(/^Bearer …/),
      'content-type': 'application/json',
    });
  });

  it('dislike with tags and comment', async () => {
    const { submit } = createProxy();
    const comment = '实际参数应为 5.0 版本而非 4.0 版本。';
    await submit({
      message: coze.message,
      feedback: { rating: 'dislike', reasons: ['内容有误', '不够详细'], comment },
    });
    const body = `{"feedback_type":"unlike","reason_types":["内容有误","不够详细"],"comment":"${comment}"}`;
    expect(await withoutMount()).toMatchObject([{ method: 'POST', path: path(), body }]);
    expect(await storedFeedbacks()).toMatchObject([
      { feedbackType: 'unlike', reasonTypes: ['内容有误', '不够详细'], comment },
    ]);
  });

  it('dislike with the longest allowed tags and comment', async () => {
    const { submit } = createProxy();
    const reasons = Array.from({ length: 10 }, (_, index) => `${index}${'👍'.repeat(29)}`);
    const comment = '好'.repeat(250);
    expect(
      await submit({ message: coze.message, feedback: { rating: 'dislike', reasons, comment } }),
    ).toMatchObject({
      status: 'delivered',
    });
    expect(await storedFeedbacks()).toMatchObject([{ reasonTypes: reasons, comment }]);
  });

  it('change: sends the complete feedback again, and left-out fields are gone', async () => {
    const { submit } = createProxy();
    await submit({
      message: coze.message,
      feedback: { rating: 'dislike', reasons: ['a'], comment: 'b' },
      stamp: stampOf(1),
    });
    await submit({ message: coze.message, feedback: LIKE, stamp: stampOf(2) });
    expect((await withoutMount())[1]).toMatchObject({
      method: 'POST',
      path: path(),
      body: '{"feedback_type":"like"}',
    });
    expect(await storedFeedbacks()).toMatchObject([{ feedbackType: 'like', reasonTypes: [], comment: null }]);
  });

  it('revoke', async () => {
    const { submit } = createProxy();
    await submit({ message: coze.message, feedback: LIKE, stamp: stampOf(1) });
    expect(await submit({ message: coze.message, feedback: NONE, stamp: stampOf(2) })).toMatchObject({
      status: 'delivered',
    });
    const delivered = await withoutMount();
    expect(delivered[1]).toMatchObject({ method: 'DELETE', path: path(), query: '', body: '', status: 200 });
    expect(ownHeaders(delivered[1] as LoggedRequest)).toEqual({
      accept: 'application/json',
      authorization: expect.stringMatching(/^Bearer …/),
    });
    expect(await storedFeedbacks()).toEqual([]);
  });

  it('revoke a missing rating, which Coze may call a success or gone', async () => {
    expect(await createProxy().submit({ message: coze.message, feedback: NONE })).toMatchObject({
      status: 'delivered',
    });
    await coze.emulated.control('/settings', { coze: { deleteMissingCode: 4200 } }, 'PATCH');
    expect(await createProxy().submit({ message: coze.message, feedback: NONE })).toMatchObject({
      code: 'message_not_found',
    });
    const { submit } = createProxy({ goneCodes: [4200] });
    expect(await submit({ message: coze.message, feedback: NONE })).toMatchObject({ status: 'delivered' });
  });

  it.each([4002, 4200])(
    'foreign conversation or another session_name: %d',
    async (foreignConversationCode) => {
      await coze.emulated.control('/settings', { coze: { foreignConversationCode } }, 'PATCH');
      const foreign = await createMessage({ sessionName: 'bob' });
      const { submit, events } = createProxy({ getToken: await createTokens() });
      expect(await submit({ message: foreign, feedback: LIKE })).toMatchObject({
        httpStatus: 404,
        code: 'message_not_found',
      });
      const [refused] = events.filter(({ type }) => type === 'refused');
      expect(refused).toMatchObject({ upstreamTraceId: expect.stringMatching(/^\w{10,}$/) });
    },
  );

  it('the user’s own conversation, with the user’s own token', async () => {
    const own = await createMessage({ sessionName: 'alice' });
    const counts: string[] = [];
    const { submit } = createProxy({ getToken: await createTokens(counts) });
    expect(await submit({ message: own, feedback: LIKE, stamp: stampOf(1) })).toMatchObject({
      status: 'delivered',
    });
    await submit({ message: own, feedback: DISLIKE, stamp: stampOf(2) });
    expect(await storedFeedbacks()).toMatchObject([{ feedbackType: 'unlike' }]);
    expect(counts).toHaveLength(1);
  });

  it('coze.com, with its own token', async () => {
    const { cozeComBaseUrl: baseUrl, access } = coze.emulated.emulators;
    const there = await createMessage({ region: 'com' });
    const { submit } = createProxy({ baseUrl, token: access.coze.com.personalToken });
    expect(await submit({ message: there, feedback: LIKE })).toMatchObject({ status: 'delivered' });
  });

  it.each([
    ['5000 and other errors of Coze', { kind: 'status', status: 500, body: 'json' }],
    ['an HTML page from a gateway', { kind: 'status', status: 502, body: 'html' }],
    ['no response', { kind: 'hang' }],
    ['a lost response', { kind: 'reset', when: 'after' }],
    ['half a response', { kind: 'cut_body' }],
    ['a web page with 200', { kind: 'html' }],
  ])('sent again: %s', async (_, fault) => {
    await coze.emulated.fail(fault, EVERYWHERE);
    const { submit, event } = createProxy();
    await submit({ message: coze.message, feedback: LIKE });
    await event('delivered');
    expect(await storedFeedbacks()).toMatchObject([{ feedbackType: 'like' }]);
  });

  it('the same failures with HTTP 200 and with 4xx', async () => {
    const foreign = await createMessage({ account: '77' });
    for (const failureStatus of ['200', '4xx']) {
      await coze.emulated.control('/settings', { coze: { failureStatus } }, 'PATCH');
      const response = await createProxy().submit({ message: foreign, feedback: LIKE });
      expect(response, failureStatus).toMatchObject({ code: 'message_not_found' });
    }
  });

  it('a message that accepts no feedback, with a configured code', async () => {
    await coze.emulated.control('/settings', { coze: { notRateableCode: 4101 } }, 'PATCH');
    const question = await createMessage({ type: 'question' });
    const { submit } = createProxy({ notRatableCodes: [4101] });
    expect(await submit({ message: question, feedback: LIKE })).toMatchObject({
      httpStatus: 422,
      code: 'not_ratable',
    });
  });
});
