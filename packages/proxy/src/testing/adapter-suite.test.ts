import { describe, expect, it } from 'vitest';
import { createDifyAdapter } from '../adapters/dify/index.ts';
import type { DeliveryOutcome, FeedbackAdapter, UpstreamRequest } from '../index.ts';
import { describeAdapter } from './adapter-suite.ts';

const ADAPTER = createDifyAdapter({ apiKey: 'secret-key', baseUrl: 'https://dify.example.com/v1' });
const MESSAGE_ID = '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11';

/** The titles of the tests that an adapter fails. */
async function brokenBy(change: Partial<FeedbackAdapter>): Promise<string[]> {
  const broken: string[] = [];
  const running: Promise<void>[] = [];
  const specimen = {
    adapter: { ...ADAPTER, ...change },
    message: { messageId: MESSAGE_ID },
    success: { status: 200, body: '{"result":"success"}' },
    secret: 'secret-key',
  };
  describeAdapter('broken', specimen, {
    describe: (_, body) => body(),
    it: (title, body) =>
      running.push(
        body().catch(() => {
          broken.push(title);
        }),
      ),
    expect,
  });
  await Promise.all(running);
  return broken;
}

function withRequest(
  change: (request: UpstreamRequest, comment: string) => object,
): Partial<FeedbackAdapter> {
  return {
    toRequest(submission, context) {
      const request = ADAPTER.toRequest(submission, context) as UpstreamRequest;
      return { ...request, ...change(request, submission.feedback.comment) };
    },
  };
}

function answering(status: number, outcome: DeliveryOutcome): Partial<FeedbackAdapter> {
  return {
    readOutcome: (response, submission) =>
      response.status === status ? outcome : ADAPTER.readOutcome(response, submission),
  };
}

describe('describeAdapter', () => {
  it('passes for an adapter that keeps its promises', async () => {
    expect(await brokenBy({})).toEqual([]);
  });

  it.each<[string, Partial<FeedbackAdapter>, string]>([
    [
      'accepts any id',
      { ids: { messageId: { pattern: /./s, expected: 'x' } } },
      'accepts the ids of its upstream, and none',
    ],
    [
      'has a pattern with state',
      { ids: { messageId: { ...ADAPTER.ids.messageId, pattern: /^[0-9a-f-]{36}$/g } } },
      'accepts the ids of its upstream, and none',
    ],
    [
      'writes the key into the URL',
      withRequest(({ url }) => ({ url: `${url}/secret-key` })),
      'has the message id in the URL',
    ],
    [
      'writes the key into the query',
      withRequest(({ url }) => ({ url: `${url}?key=1` })),
      'has the message id in the URL',
    ],
    [
      'writes the comment into a header',
      withRequest(({ headers }, comment) => ({ headers: { ...headers, x: JSON.stringify(comment) } })),
      'has valid headers',
    ],
    ['forgets the comment', withRequest(() => ({ body: '{"rating":"like"}' })), 'sends all of the feedback'],
    [
      'sends no rating',
      withRequest(() => ({ body: '{"same":true}' })),
      'builds the same request for the same feedback',
    ],
    [
      'claims that it cannot revoke',
      { capabilities: { ...ADAPTER.capabilities, revoke: false } },
      'revokes a rating with a request only if',
    ],
    [
      'sends less than its limits promise',
      { problems: ({ comment }) => (comment.length > 9 ? [{ field: 'f', code: 'c', message: 'm' }] : []) },
      'sends the longest feedback',
    ],
    ['has an invalid name', { name: 'My Adapter' }, 'declares valid limits'],
    ['never succeeds', answering(200, { type: 'retry' }), 'recognizes its upstream’s success'],
    ['trusts any 200', answering(200, { type: 'delivered' }), 'treats nothing else as a success'],
    ['trusts 204', answering(204, { type: 'delivered' }), 'treats nothing else as a success'],
    [
      'trusts every 404',
      answering(404, { type: 'refused', code: 'message_not_found' }),
      'refuses no feedback for a page',
    ],
    ['retries a rejected key', answering(401, { type: 'retry' }), 'holds feedback after 401 and 403'],
    ['is unsure of 429', answering(429, { type: 'uncertain' }), 'retries after a rate limit'],
    ['is too sure of 502', answering(502, { type: 'retry' }), 'is uncertain after 500, 502 and 504'],
    [
      'repeats text of its upstream',
      { readOutcome: ({ body }) => ({ type: 'retry', note: body }) as DeliveryOutcome },
      'repeats no text of its upstream',
    ],
  ])('fails for an adapter that %s', async (_, change, promise) => {
    const broken = await brokenBy(change);
    expect(broken.filter((title) => title.startsWith(promise))).toHaveLength(1);
  });
});
