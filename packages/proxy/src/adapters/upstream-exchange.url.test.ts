import { describe, expect, it } from 'vitest';
import { upstreamUrl } from './upstream-exchange.ts';

const BASE = 'https://dify.example.com/v1';

describe('upstreamUrl', () => {
  it('appends the segments', () => {
    expect(upstreamUrl(BASE, ['messages', 'm-1', 'feedbacks'])).toBe(`${BASE}/messages/m-1/feedbacks`);
    expect(upstreamUrl('https://dify.example.com', ['messages'])).toBe('https://dify.example.com/messages');
  });

  it.each(['a/b', '../x', 'a?b', 'a#b', 'a\\b', '%2e%2e', '%2F', 'é', 'a b', 'a;b', '\0', '\r\n'])(
    'keeps %j inside its segment',
    (segment) => {
      const { pathname, search, hash, host } = new URL(upstreamUrl(BASE, ['messages', segment, 'feedbacks']));
      expect(decodeURIComponent(pathname.split('/')[3] ?? '')).toBe(segment);
      expect([pathname.split('/').length, search, hash, host]).toEqual([5, '', '', 'dify.example.com']);
    },
  );

  it.each(['..', '.', ''])('throws for %j, which would change the path', (segment) => {
    expect(() => upstreamUrl(BASE, ['messages', segment, 'feedbacks'])).toThrow('would change the path');
  });

  it('throws for half a character', () => {
    expect(() => upstreamUrl(BASE, ['messages', '\ud800', 'feedbacks'])).toThrow(URIError);
  });
});
