import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../feedback/limits.ts';
import { toReadUrls } from './proxy-connection.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('toReadUrls', () => {
  it('puts many messages into one URL', () => {
    expect(toReadUrls('/feedback', [{ messageId: 'a' }, { messageId: 'b', conversationId: 'c' }])).toEqual([
      '/feedback?messageId=a&messageId=b',
    ]);
  });

  it('never contains a sealed reference', () => {
    expect(toReadUrls('/feedback', [{ messageId: 'a', token: 'v1.k.x_-' }])).toEqual([
      '/feedback?messageId=a',
    ]);
  });

  it.each([
    ['/feedback/', '/feedback/?messageId=a'],
    ['feedback', 'feedback?messageId=a'],
    ['/feedback?tenant=7', '/feedback?tenant=7&messageId=a'],
    ['/feedback?tenant=7&', '/feedback?tenant=7&messageId=a'],
    ['/feedback?', '/feedback?messageId=a'],
    [
      'https://api.example.com:8443/v1/feedback?a=b',
      'https://api.example.com:8443/v1/feedback?a=b&messageId=a',
    ],
  ])('reads from the endpoint %s', (endpoint, url) => {
    expect(toReadUrls(endpoint, [{ messageId: 'a' }])).toEqual([url]);
  });

  it('keeps each URL within the limit and every message, for any endpoint and ids', () => {
    const page = 'https://chat.example.com/a/rather/long/path/of/a/page';
    vi.stubGlobal('location', { href: page });
    const endpoints = fc.constantFrom(
      '/feedback',
      '../api?x=y',
      'https://api.example.com/feedback/',
      'v1/f?',
    );
    const userTags = fc.option(fc.string({ maxLength: 60, unit: 'grapheme' }), { nil: undefined });
    const ids = fc.array(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), { maxLength: 100 });
    fc.assert(
      fc.property(endpoints, ids, userTags, (endpoint, messageIds, userTag) => {
        const urls = toReadUrls(
          endpoint,
          messageIds.map((messageId) => ({ messageId })),
          userTag,
        ).map((url) => new URL(url, page));
        for (const { href, searchParams } of urls) {
          expect(href.length).toBeLessThanOrEqual(LIMITS.urlCharacters);
          expect(searchParams.get('userTag') ?? undefined).toBe(userTag);
        }
        expect(urls.flatMap(({ searchParams }) => searchParams.getAll('messageId'))).toEqual(messageIds);
      }),
    );
  });

  it('needs three URLs for a hundred UUIDs', () => {
    const messages = Array.from({ length: 100 }, () => ({ messageId: crypto.randomUUID() }));
    expect(toReadUrls('https://chat.example.com/api/message-feedback', messages)).toHaveLength(3);
  });

  it('gives an id that is too long for the limit a URL of its own', () => {
    const messages = Array.from({ length: 3 }, (_, index) => ({
      messageId: `m${index}`.padEnd(2_500, 'x'),
    }));
    expect(toReadUrls('/feedback', messages)).toHaveLength(3);
  });
});
