import type { Feedback } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import { createMoveworksProxy } from '../../../test/moveworks-proxy.ts';
import { createMoveworksAdapter, type MoveworksAdapterOptions } from './moveworks-adapter.ts';

const MESSAGE = {
  messageId: 'msg_32bt8vagXAoRwRLIdI2Oj',
  conversationId: 'conv_32bt7BMLhLyVzTUjfi35N',
  responseId: 'resp_32bt7rXXugeJjvE3pQzOk',
};
const CALLBACK_IDS = { helpful: 'eyJhY3Rpb24iOiJoZWxwZnVsIi4uLn0', unhelpful: 'eyJ1bmhlbHBmdWwi' };
const OPTIONS: MoveworksAdapterOptions = {
  baseUrl: 'https://api.moveworks.ai/rest/v1beta1',
  assistantName: 'acmecorp-conversations-rest-api',
  getToken: () => 'unused here',
};
const LONG = 'x'.repeat(1_001);

function toRequest(feedback: Feedback, options = OPTIONS, callbackIds: object | undefined = CALLBACK_IDS) {
  const message = callbackIds === undefined ? MESSAGE : { ...MESSAGE, callbackIds };
  return createMoveworksAdapter(options).toRequest({ message, feedback }, { userId: 'u', token: 'mwt_1' });
}

describe('createMoveworksAdapter', () => {
  it('sends the callback id of the rating', () => {
    expect(toRequest({ rating: 'like', reasons: [], comment: '' })).toEqual({
      url: `https://api.moveworks.ai/rest/v1beta1/conversations/${MESSAGE.conversationId}/responses/${MESSAGE.responseId}/messages/${MESSAGE.messageId}/feedback`,
      method: 'POST',
      headers: {
        Authorization: 'Bearer mwt_1',
        'Assistant-Name': 'acmecorp-conversations-rest-api',
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: '{"callback_id":"eyJhY3Rpb24iOiJoZWxwZnVsIi4uLn0"}',
    });
  });

  it('folds reasons and comment into one text', () => {
    const feedback = { rating: 'dislike' as const, reasons: ['Too long'], comment: 'Shorter' };
    expect(toRequest(feedback)).toMatchObject({
      body: '{"callback_id":"eyJ1bmhlbHBmdWwi","additional_feedback":"[Too long]\\nShorter"}',
    });
    expect(toRequest(feedback, { ...OPTIONS, formatFeedback: () => 'as I like it' })).toMatchObject({
      body: '{"callback_id":"eyJ1bmhlbHBmdWwi","additional_feedback":"as I like it"}',
    });
  });

  it.each(['rest/v1beta1', 'assistant/v1', 'rest/v1'])('works under /%s of any region', (generation) => {
    const baseUrl = `https://api.am-eu-central.moveworks.ai/${generation}/`;
    const request = toRequest({ rating: 'like', reasons: [], comment: '' }, { ...OPTIONS, baseUrl });
    expect('url' in request && request.url.startsWith(`${baseUrl}conversations/`)).toBe(true);
  });

  it('sends no request without the callback id of the rating, and has it looked up', () => {
    const dislike: Feedback = { rating: 'dislike', reasons: [], comment: '' };
    const refusal = { type: 'refused', code: 'not_ratable', stale: true };
    expect(toRequest(dislike, OPTIONS, { helpful: 'h' })).toEqual(refusal);
    expect(toRequest(dislike, OPTIONS, {})).toEqual(refusal);
  });

  it('sends no request for a revoked rating', () => {
    expect(toRequest({ rating: null, reasons: [], comment: '' })).toMatchObject({ type: 'refused' });
  });

  it('refuses a text of more than 1000 characters, and cuts nothing', async () => {
    const formatFeedback = () => LONG;
    const { submit, upstream } = createMoveworksProxy({ formatFeedback });
    const response = await submit({ feedback: { rating: 'dislike', reasons: [], comment: 'short' } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'invalid_submission',
      problems: [{ field: 'feedback.comment', code: 'too_long', message: expect.stringContaining('by 1.') }],
    });
    expect(upstream.calls).toEqual([]);
    const dislike: Feedback = { rating: 'dislike', reasons: [], comment: '' };
    expect(toRequest(dislike, { ...OPTIONS, formatFeedback })).toMatchObject({ code: 'upstream_refused' });
    expect(toRequest(dislike, { ...OPTIONS, formatFeedback: () => LONG.slice(1) })).toHaveProperty('body');
  });

  it.each([
    ['messageId', 'conv_1'],
    ['messageId', 'msg_'],
    ['messageId', 'msg_../x'],
    ['messageId', 'msg_1\n'],
    ['messageId', `msg_${'1'.repeat(65)}`],
    ['conversationId', 'resp_1'],
    ['responseId', 'MSG_1'],
  ] as const)('accepts no %s like %j', (field, id) => {
    expect(createMoveworksAdapter(OPTIONS).ids[field]?.pattern.test(id)).toBe(false);
  });

  it('accepts older ids, which are ULIDs', () => {
    const { ids } = createMoveworksAdapter(OPTIONS);
    expect(ids.conversationId?.pattern.test('conv_01HZX3J8Q4T6V9B2N5M7K0P1RS')).toBe(true);
  });

  it.each<[string, object, RegExp]>([
    ['no getToken', { getToken: undefined }, /getToken is not a function/],
    ['no assistant', { assistantName: '' }, /assistantName is empty/],
    [
      'an assistant with a line break',
      { assistantName: 'acme\r\nX: y' },
      /characters that a header cannot hold/,
    ],
    ['a negative hold', { holdMs: -1 }, /holdMs is not a whole number/],
    ['a hold with a fraction', { holdMs: 0.5 }, /holdMs is not a whole number/],
    ['no base URL', { baseUrl: '' }, /baseUrl is not a URL/],
  ])('refuses %s', (_, change, problem) => {
    const make = () => createMoveworksAdapter({ ...OPTIONS, ...change });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(problem);
  });
});
