import { formatStamp } from '@message-feedback/core';
import { messageIdOf } from './seed.ts';

/** Each rates one message after the other. */
const USERS = 1_000;

/** The nth submission as the bytes of an HTTP request: another message each time. */
export function submissionRequest(index: number): string {
  const { userId, ...submission } = submissionOf(index);
  return httpPost(userId, JSON.stringify({ ...submission, sentAt: Date.now() }));
}

/** The nth submission. Those from one multiple of 12 to the next one have all sizes. */
export function submissionOf(index: number) {
  return {
    userId: `user-${index % USERS}`,
    message: { messageId: messageIdOf(index) },
    feedback: {
      rating: index % 3 === 0 ? 'dislike' : 'like',
      reasons: index % 2 === 0 ? ['Inaccurate', 'Too long'] : [],
      comment: index % 4 === 0 ? 'The second paragraph has the wrong year.' : '',
    },
    stamp: formatStamp({ ms: Date.now(), counter: 0, clientId: 'bench' }),
  } as const;
}

/** A POST as a browser behind a gateway sends it. The body has only ASCII characters. */
export function httpPost(user: string, body: string): string {
  return [
    'POST /api/message-feedback HTTP/1.1',
    'Host: chat.example.com',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Accept: */*',
    'Accept-Language: en',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Origin: https://chat.example.com',
    'Sec-Fetch-Site: same-origin',
    `X-User: ${user}`,
    '',
    body,
  ].join('\r\n');
}
