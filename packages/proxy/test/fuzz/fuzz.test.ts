import { describe, expect, it } from 'vitest';
import { describeReport } from './fuzz-report.ts';
import { checkResponse } from './response-problem.ts';
import { runFuzz } from './run-fuzz.ts';
import { outgoingProblem } from './upstream-watch.ts';
import { CANARY } from './values.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 20_000);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 30);

/** Caches and compiled code take a few megabytes. Keeping each input would take far more. */
const HEAP_GROWTH_BYTES = 8_000_000;

/** What a sample must have led to; otherwise the inputs no longer get that far into the proxy. */
const REACHED = [
  ...['delivered', 'accepted', 'superseded', 'read', 'invalid_submission', 'invalid_message', 'invalid_json'],
  ...['message_not_found', 'reference_expired', 'unauthenticated', 'cross_origin', 'method_not_allowed'],
  ...['unsupported_media_type', 'submission_too_large', 'request_timeout', 'store_unavailable', 'clock_skew'],
  ...['preflight', 'other_user', 'HTTP 400'],
];

describe(`a proxy that gets ${INPUTS.toLocaleString('en')} hostile inputs`, () => {
  it('sends nothing elsewhere, exposes no text, and gives each a documented response', async () => {
    const report = await runFuzz({ inputs: INPUTS, seed: SEED });
    process.stdout.write(describeReport(report));
    expect(report.heapGrowth).toBeLessThan(HEAP_GROWTH_BYTES);
    if (INPUTS < 20_000) return;
    expect(REACHED.filter((verdict) => !report.verdicts.has(verdict))).toEqual([]);
  }, 1_800_000);
});

describe('the checks of the fuzzing find', () => {
  const id = '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11';
  const init = { method: 'POST', redirect: 'manual', body: '{"rating":"like"}' } as const;
  const problemOf = (url: string, change: RequestInit = {}) =>
    outgoingProblem({ url, init: { ...init, ...change } }, 'dify', { messageId: id });

  it.each([
    ['another host', `https://evil.example/v1/messages/${id}/feedbacks`],
    ['another path', `https://dify.example/v1/messages/${id}/suggested`],
    ['an id that is two segments', `https://dify.example/v1/messages/${id}/x/feedbacks`],
    ['an id that is no segment', 'https://dify.example/v1/messages//feedbacks'],
    ['an encoded path in an id', 'https://dify.example/v1/messages/..%2F..%2Fapps/feedbacks'],
    ['the id of another message', `https://dify.example/v1/messages/${id.replace('3', '4')}/feedbacks`],
    ['a query', `https://dify.example/v1/messages/${id}/feedbacks?x=1`],
  ])('%s', (_, url) => {
    expect(problemOf(`https://dify.example/v1/messages/${id}/feedbacks`)).toBeNull();
    expect(problemOf(url)).not.toBeNull();
  });

  it('a redirect that is followed, a foreign header, text in a header and unknown fields', () => {
    const url = `https://dify.example/v1/messages/${id}/feedbacks`;
    expect(problemOf(url, { redirect: 'follow' })).toContain('redirects');
    expect(problemOf(url, { headers: { cookie: 'session=ada' } })).toContain('cookie');
    expect(problemOf(url, { headers: { accept: CANARY } })).toContain('text of the input');
    expect(problemOf(url, { headers: { authorization: `Bearer ${id}` } })).toContain('credentials');
    expect(problemOf(url, { body: '{"rating":"like","inputs":{}}' })).toContain('inputs');
  });

  const world = { preflight: false, storeFails: false, hasBody: true };
  const responseWith = (status: number, code: string, extra: object = {}) => ({
    status,
    text: JSON.stringify({
      ...{
        type: `https://example.com/docs/errors/${code}.md`,
        title: 'x',
        detail: 'x',
        requestId: 'r',
        code,
      },
      ...{ status, retryable: status >= 500, ...extra },
    }),
    headers: new Headers({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'r',
    }),
  });

  it('a failure of the proxy, an unknown code, another status and text of the input', () => {
    expect(checkResponse(responseWith(400, 'invalid_json'), world)).toBe('invalid_json');
    expect(checkResponse(responseWith(503, 'store_unavailable'), { ...world, storeFails: true })).toBe(
      'store_unavailable',
    );
    expect(() => checkResponse(responseWith(503, 'store_unavailable'), world)).toThrow('not the input');
    expect(() => checkResponse(responseWith(500, 'internal'), { ...world, storeFails: true })).toThrow(
      'not the input',
    );
    expect(() => checkResponse(responseWith(400, 'bad_request'), world)).toThrow('its code is');
    expect(() => checkResponse(responseWith(422, 'invalid_json'), world)).toThrow('status');
    expect(() => checkResponse(responseWith(400, 'invalid_json', { hint: CANARY }), world)).toThrow(
      'text of the input',
    );
    expect(() => checkResponse({ ...responseWith(200, 'x'), text: '{}' }, world)).toThrow('its type is');
  });
});
