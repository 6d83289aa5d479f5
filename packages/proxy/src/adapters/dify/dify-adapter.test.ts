import type { Feedback } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import { createDifyAdapter, type DifyAdapterOptions } from './dify-adapter.ts';

const MESSAGE_ID = '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11';
const OPTIONS: DifyAdapterOptions = { apiKey: 'app-secret', baseUrl: 'https://dify.example.com/v1' };
const NONE = { rating: null, reasons: [], comment: '' };

function requestOf(feedback: Feedback, options: DifyAdapterOptions = OPTIONS) {
  const request = createDifyAdapter(options).toRequest(
    { message: { messageId: MESSAGE_ID }, feedback },
    { userId: 'u', token: null },
  );
  if ('type' in request) throw new Error('Dify has a request for any feedback.');
  return request;
}

describe('createDifyAdapter', () => {
  it('sends the key to the endpoint of the message', () => {
    expect(requestOf({ rating: 'like', reasons: [], comment: '' })).toEqual({
      url: `https://dify.example.com/v1/messages/${MESSAGE_ID}/feedbacks`,
      method: 'POST',
      headers: {
        Authorization: 'Bearer app-secret',
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: '{"rating":"like","user":"u"}',
    });
  });

  it('sends reasons and comment as content', () => {
    const { body } = requestOf({
      rating: 'dislike',
      reasons: ['Not true', '太长'],
      comment: 'Line 1\nLine 2',
    });
    expect(JSON.parse(body ?? '')).toEqual({
      rating: 'dislike',
      user: 'u',
      content: '[Not true] [太长]\nLine 1\nLine 2',
    });
  });

  it('sends only null for a revoked rating', () => {
    expect(requestOf(NONE).body).toBe('{"rating":null,"user":"u"}');
    const chatty = { ...OPTIONS, formatContent: () => 'from the web' };
    expect(requestOf(NONE, chatty).body).toBe('{"rating":null,"user":"u"}');
  });

  it('lets the host format the content', () => {
    const formatContent: DifyAdapterOptions['formatContent'] = ({ rating, reasons, comment }) =>
      JSON.stringify({ rating, reasons, comment });
    const { body } = requestOf(
      { rating: 'like', reasons: ['a'], comment: 'b' },
      { ...OPTIONS, formatContent },
    );
    expect(JSON.parse(body ?? '').content).toBe('{"rating":"like","reasons":["a"],"comment":"b"}');
  });

  it('accepts a trailing slash and keeps a path before the version', () => {
    const baseUrl = 'https://example.com/dify/v1/';
    expect(requestOf(NONE, { ...OPTIONS, baseUrl }).url).toBe(
      `https://example.com/dify/v1/messages/${MESSAGE_ID}/feedbacks`,
    );
  });

  it('normalizes ids to the spelling of Dify', () => {
    const { messageId } = createDifyAdapter(OPTIONS).ids;
    expect(messageId.normalize?.(MESSAGE_ID.toUpperCase())).toBe(MESSAGE_ID);
  });

  it.each([
    '..',
    '.',
    '',
    MESSAGE_ID.replaceAll('-', ''),
    `${MESSAGE_ID}/..`,
    `${MESSAGE_ID}\n`,
    ` ${MESSAGE_ID}`,
    `${MESSAGE_ID}?x=1`,
    '%2e%2e',
    '３f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11',
    `{${MESSAGE_ID}}`,
  ])('does not accept %j as a message id', (id) => {
    expect(createDifyAdapter(OPTIONS).ids.messageId.pattern.test(id)).toBe(false);
  });

  it.each(['', ' ', 'app-secret\n', 'app secret', '“app-secret”', 'app-\0', undefined as unknown as string])(
    'refuses the key %j without repeating it',
    (apiKey) => {
      const make = () => createDifyAdapter({ ...OPTIONS, apiKey });
      expect(make).toThrow(/createDifyAdapter cannot work: its apiKey (is empty|contains .*)\. Copy it/);
      expect(make).not.toThrow(/secret/);
    },
  );
});
