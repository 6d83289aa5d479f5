import type { Feedback } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import { type CozeAdapterOptions, createCozeAdapter } from './coze-adapter.ts';

const MESSAGE = { messageId: '7521737293021234567', conversationId: '7515364893129876543' };
const OPTIONS = { baseUrl: 'https://api.coze.cn', token: 'pat_secret' };
const URL = `https://api.coze.cn/v1/conversations/${MESSAGE.conversationId}/messages/${MESSAGE.messageId}/feedback`;

function requestOf(feedback: Feedback, options: CozeAdapterOptions = OPTIONS, token: string | null = null) {
  const adapter = createCozeAdapter(options);
  const request = adapter.toRequest({ message: MESSAGE, feedback }, { userId: 'u', token });
  if ('type' in request) throw new Error('Coze has a request for any feedback.');
  return request;
}

describe('createCozeAdapter', () => {
  it('sends the complete feedback', () => {
    expect(requestOf({ rating: 'dislike', reasons: ['内容有误', '不够详细'], comment: '应为 5.0' })).toEqual({
      url: URL,
      method: 'POST',
      headers: {
        Authorization: 'Bearer pat_secret',
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: '{"feedback_type":"unlike","reason_types":["内容有误","不够详细"],"comment":"应为 5.0"}',
    });
  });

  it('leaves out empty fields', () => {
    expect(requestOf({ rating: 'like', reasons: [], comment: '' }).body).toBe('{"feedback_type":"like"}');
    expect(requestOf({ rating: 'like', reasons: ['好'], comment: '' }).body).toBe(
      '{"feedback_type":"like","reason_types":["好"]}',
    );
  });

  it('revokes with DELETE and without a body', () => {
    expect(requestOf({ rating: null, reasons: [], comment: '' })).toEqual({
      url: URL,
      method: 'DELETE',
      headers: { Authorization: 'Bearer pat_secret', Accept: 'application/json' },
    });
  });

  it('keeps its own codes for a missing message when the host lists more', () => {
    const adapter = createCozeAdapter({ ...OPTIONS, notFoundCodes: [4999] });
    const feedback: Feedback = { rating: 'like', reasons: [], comment: '' };
    const outcomes = [4002, 4005, 4200, 4999].map((code) =>
      adapter.readOutcome(
        { status: 200, headers: new Headers(), body: JSON.stringify({ code }), receivedAt: 0 },
        { message: MESSAGE, feedback },
      ),
    );
    for (const outcome of outcomes) expect(outcome).toEqual({ type: 'refused', code: 'message_not_found' });
  });

  it('uses the token of the user', () => {
    const options = { baseUrl: 'https://api.coze.com/', getToken: () => 'unused here' };
    const { url, headers } = requestOf({ rating: 'like', reasons: [], comment: '' }, options, 'czs_ada');
    expect(url.startsWith('https://api.coze.com/v1/conversations/')).toBe(true);
    expect(headers.Authorization).toBe('Bearer czs_ada');
  });

  it.each(['', '..', '1/2', '1'.repeat(33), '12a', '１２', '12\n', ' 12', '-1', '1e3', '0x1f'])(
    'does not accept %j as an id',
    (id) => {
      const { ids } = createCozeAdapter(OPTIONS);
      expect([ids.messageId.pattern.test(id), ids.conversationId?.pattern.test(id)]).toEqual([false, false]);
    },
  );

  it.each<[string, object, RegExp]>([
    ['neither token nor getToken', { baseUrl: OPTIONS.baseUrl }, /needs either token or getToken/],
    ['both', { ...OPTIONS, getToken: () => 'x' }, /needs either token or getToken/],
    ['a token with a line break', { ...OPTIONS, token: 'pat_secret\n' }, /its token contains white space/],
    ['plain http', { ...OPTIONS, baseUrl: 'http://api.coze.cn' }, /would travel unencrypted/],
    ['a version', { ...OPTIONS, baseUrl: 'https://api.coze.cn/v1' }, /its baseUrl ends with a version/],
    ['a version and a slash', { ...OPTIONS, baseUrl: 'https://coze.example.com/gate/v3/' }, /with a version/],
  ])('refuses %s', (_, options, problem) => {
    const make = () => createCozeAdapter(options as CozeAdapterOptions);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(problem);
    expect(make).not.toThrow(/secret/);
  });
});
