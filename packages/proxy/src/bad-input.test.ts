import { LIMITS } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import { createTestProxy, LIKE, MESSAGE_ID, rawRequest, stampOf } from '../test/test-proxy.ts';

const EMOJI = '👍';
const CJK = '评';

function bodyOf(change: Record<string, unknown> = {}): Record<string, unknown> {
  return { message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1), ...change };
}

function feedbackOf(change: Record<string, unknown>): string {
  return JSON.stringify(bodyOf({ feedback: { ...LIKE, ...change } }));
}

function messageOf(message: unknown): string {
  return JSON.stringify(bodyOf({ message }));
}

function reasonsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `reason ${index}`);
}

/** Fields with the longest names and values, of characters that JSON escapes. */
function metadataOf(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `${index}`.padEnd(64, '\x01'));
  return feedbackOf({ metadata: Object.fromEntries(names.map((name) => [name, '\x02'.repeat(512)])) });
}

function paddedTo(bytes: number): string {
  const body = JSON.stringify(bodyOf());
  return body + ' '.repeat(bytes - body.length);
}

interface Case {
  readonly name: string;
  readonly body: BodyInit;
  readonly status: number;
  readonly code: string;
  readonly headers?: Record<string, string>;
}

type Row = readonly [
  name: string,
  body: BodyInit,
  status: number,
  code: string,
  headers?: Record<string, string>,
];

function toCase([name, body, status, code, headers = {}]: Row): Case {
  return { name, body, status, code, headers };
}

const REFUSED: readonly Row[] = [
  ['a comment of 251 characters', feedbackOf({ comment: 'x'.repeat(251) }), 400, 'invalid_submission'],
  ['a comment of 251 emoji', feedbackOf({ comment: EMOJI.repeat(251) }), 400, 'invalid_submission'],
  ['a comment of 251 CJK characters', feedbackOf({ comment: CJK.repeat(251) }), 400, 'invalid_submission'],
  ['11 reasons', feedbackOf({ reasons: reasonsOf(11) }), 400, 'invalid_submission'],
  ['a reason of 31 characters', feedbackOf({ reasons: ['x'.repeat(31)] }), 400, 'invalid_submission'],
  ['a reason of 31 emoji', feedbackOf({ reasons: [EMOJI.repeat(31)] }), 400, 'invalid_submission'],
  ['a reason of 31 CJK characters', feedbackOf({ reasons: [CJK.repeat(31)] }), 400, 'invalid_submission'],
  ['17 fields of metadata', metadataOf(17), 400, 'invalid_submission'],
  [
    'a value of 513 characters in metadata',
    feedbackOf({ metadata: { model: 'x'.repeat(513) } }),
    400,
    'invalid_submission',
  ],
  [
    'a name of 65 characters in metadata',
    feedbackOf({ metadata: { ['x'.repeat(65)]: '' } }),
    400,
    'invalid_submission',
  ],
  ['a number in metadata', feedbackOf({ metadata: { model: 1 } }), 400, 'invalid_submission'],
  ['an array as metadata', feedbackOf({ metadata: ['model'] }), 400, 'invalid_submission'],
  ['an empty reason', feedbackOf({ reasons: [' '] }), 400, 'invalid_submission'],
  ['the same reason twice', feedbackOf({ reasons: ['Slow', ' slow'] }), 400, 'invalid_submission'],
  ['a comment without a rating', feedbackOf({ rating: null, comment: 'x' }), 400, 'invalid_submission'],
  ['a lone surrogate', feedbackOf({ comment: 'half \ud83d' }), 400, 'invalid_submission'],
  ['a NUL', feedbackOf({ comment: 'nul \0' }), 400, 'invalid_submission'],
  ['a rating in capitals', feedbackOf({ rating: 'LIKE' }), 400, 'invalid_submission'],
  ['a rating that is a number', feedbackOf({ rating: 1 }), 400, 'invalid_submission'],
  ['a rating that is left out', feedbackOf({ rating: undefined }), 400, 'invalid_submission'],
  ['a user in the body', JSON.stringify(bodyOf({ user: 'another user' })), 400, 'invalid_submission'],
  ['an unknown field of the feedback', feedbackOf({ content: 'x' }), 400, 'invalid_submission'],
  [
    'an unknown field of the message',
    messageOf({ messageId: MESSAGE_ID, user: 'x' }),
    400,
    'invalid_submission',
  ],
  ['a stamp of another form', JSON.stringify(bodyOf({ stamp: '1' })), 400, 'invalid_submission'],
  ['no feedback', JSON.stringify(bodyOf({ feedback: undefined })), 400, 'invalid_submission'],
  ['a list', '[1]', 400, 'invalid_submission'],
  ['null', 'null', 400, 'invalid_submission'],
  ['very deep nesting', '['.repeat(7_000) + ']'.repeat(7_000), 400, 'invalid_submission'],
  ['the message id ..', messageOf({ messageId: '..' }), 400, 'invalid_message'],
  ['the message id ../../admin', messageOf({ messageId: '../../admin' }), 400, 'invalid_message'],
  ['the message id %2e%2e', messageOf({ messageId: '%2e%2e' }), 400, 'invalid_message'],
  ['a message id with a line break', messageOf({ messageId: `${MESSAGE_ID}\r\n` }), 400, 'invalid_message'],
  [
    'a message id without hyphens',
    messageOf({ messageId: MESSAGE_ID.replaceAll('-', '') }),
    400,
    'invalid_message',
  ],
  ['no message id', messageOf({}), 400, 'invalid_submission'],
  ['an empty message id', messageOf({ messageId: '' }), 400, 'invalid_submission'],
  ['a message id of 201 characters', messageOf({ messageId: 'x'.repeat(201) }), 400, 'invalid_submission'],
  ['no JSON', 'rating=like', 400, 'invalid_json'],
  ['an empty body', '', 400, 'invalid_json'],
  ['JSON that is cut off', JSON.stringify(bodyOf()).slice(0, -1), 400, 'invalid_json'],
  ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'invalid_json'],
  ['a character that is cut off', new Uint8Array([0x22, 0xe8, 0xaf]), 400, 'invalid_json'],
  ['UTF-16', new Uint8Array(Buffer.from(JSON.stringify(bodyOf()), 'utf16le')), 400, 'invalid_json'],
  ['81 KiB', paddedTo(81 * 1024), 413, 'submission_too_large'],
  ['one byte too many', paddedTo(LIMITS.requestBytes + 1), 413, 'submission_too_large'],
  [
    '81 KiB that claim to be 2 bytes',
    paddedTo(81 * 1024),
    413,
    'submission_too_large',
    { 'content-length': '2' },
  ],
];

const ACCEPTED: readonly Omit<Case, 'status' | 'code'>[] = [
  { name: 'a comment of 250 characters', body: feedbackOf({ comment: 'x'.repeat(250) }) },
  { name: 'a comment of 250 emoji', body: feedbackOf({ comment: EMOJI.repeat(250) }) },
  { name: 'a comment of 250 CJK characters', body: feedbackOf({ comment: CJK.repeat(250) }) },
  {
    name: '10 reasons of 30 emoji',
    body: feedbackOf({ reasons: reasonsOf(10).map((_, n) => `${n}${EMOJI.repeat(29)}`) }),
  },
  { name: 'a reason of 30 CJK characters', body: feedbackOf({ reasons: [CJK.repeat(30)] }) },
  {
    name: 'the largest feedback, every character escaped',
    body: feedbackOf({
      reasons: reasonsOf(10).map((_, n) => `${n}${EMOJI.repeat(29)}`),
      comment: EMOJI.repeat(250),
    }).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`),
  },
  { name: 'the largest metadata', body: metadataOf(16) },
  { name: 'exactly 80 KiB', body: paddedTo(LIMITS.requestBytes) },
  {
    name: 'a media type with a parameter',
    body: JSON.stringify(bodyOf()),
    headers: { 'content-type': 'Application/JSON ; charset=UTF-8' },
  },
];

describe('a submission with', () => {
  it.each(REFUSED.map(toCase))(
    '$name is refused and nothing reaches the upstream',
    async ({ body, status, code, headers }) => {
      const { proxy, upstream, loaded } = createTestProxy();
      const response = await proxy.fetch(rawRequest(body, headers));
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
      expect(upstream.calls).toEqual([]);
      expect(await loaded()).toBeUndefined();
    },
  );

  it.each(ACCEPTED)('$name is delivered', async ({ body, headers }) => {
    const { proxy, upstream } = createTestProxy();
    const response = await proxy.fetch(rawRequest(body, headers));
    expect(response.status).toBe(200);
    expect(upstream.calls).toHaveLength(1);
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/vnd.api+json' },
    { 'content-type': 'application/jsonx' },
    { 'content-type': 'application/json, text/plain' },
    { 'content-type': 'application/json; a=b, text/plain' },
    { 'content-type': '' },
    { 'content-encoding': 'gzip' },
  ])('the header %j is refused', async (headers) => {
    const { proxy, upstream } = createTestProxy();
    const response = await proxy.fetch(rawRequest(JSON.stringify(bodyOf()), { ...headers }));
    expect(await response.json()).toMatchObject({ code: 'unsupported_media_type', status: 415 });
    expect(upstream.calls).toEqual([]);
  });

  it('bad metadata is told which limit it breaks, without its own text', async () => {
    const { proxy } = createTestProxy();
    const metadata = { canary: 'canary'.repeat(100), ['canary'.repeat(11)]: '' };
    const response = await proxy.fetch(rawRequest(feedbackOf({ metadata })));
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).not.toContain('canary');
    expect(JSON.parse(text)).toMatchObject({
      code: 'invalid_submission',
      detail: expect.stringContaining('feedback.metadata.0: Its value has more than 512 characters'),
      problems: [
        { field: 'feedback.metadata.0', code: 'long_value' },
        { field: 'feedback.metadata.1', code: 'long_name' },
      ],
    });
  });

  it('problems is told each of them, without its own text', async () => {
    const { proxy } = createTestProxy();
    const response = await proxy.fetch(
      rawRequest(feedbackOf({ comment: 'secret'.repeat(50), hobby: 'secret' })),
    );
    const text = await response.text();
    expect(JSON.parse(text).problems).not.toEqual([]);
    expect(text).not.toContain('secret');
  });
});

describe('a submission', () => {
  it('without a session is refused before anything else is checked', async () => {
    const { proxy, upstream } = createTestProxy({ identify: () => null });
    const response = await proxy.fetch(rawRequest(paddedTo(81 * 1024)));
    expect(response.status).toBe(401);
    expect(upstream.calls).toEqual([]);
  });

  it('with prototype keys and duplicate keys is harmless', async () => {
    const { proxy, delivered } = createTestProxy();
    const body = JSON.stringify(bodyOf())
      .replace('"feedback":{', '"feedback":{"rating":"dislike","__proto__":{"comment":"x","polluted":1},')
      .replace('{"message"', '{"__proto__":{"polluted":1},"message"');
    const response = await proxy.fetch(rawRequest(body));
    expect([200, 400]).toContain(response.status);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    for (const call of delivered()) expect(call).toEqual({ rating: 'like', user: 'user-1' });
  });

  it('with an unknown field whose name has dots gets the place of the field, without its name', async () => {
    const { proxy, events } = createTestProxy();
    const response = await proxy.fetch(rawRequest(feedbackOf({ 'secret.name': 1 })));
    const text = await response.text();
    expect(JSON.parse(text).problems).toMatchObject([{ field: 'feedback', code: 'unknown_field' }]);
    expect(text + JSON.stringify(events)).not.toContain('secret');
  });
});
