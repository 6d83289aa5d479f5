import { describe, expect, it } from 'vitest';
import { RESPONSES } from './__fixtures__/moveworks-responses.ts';
import { readMoveworksOutcome, readMoveworksTraceId } from './moveworks-outcome.ts';

describe('readMoveworksOutcome', () => {
  it.each(RESPONSES)('reads $name ($status)', ({ status, body, meaning }) => {
    expect(readMoveworksOutcome({ status, body, headers: new Headers(), receivedAt: 0 })).toEqual(meaning);
  });

  it('does not trust a response that is too long to read', () => {
    const response = { status: 200, body: null, headers: new Headers(), receivedAt: 0 };
    expect(readMoveworksOutcome(response)).toEqual({ type: 'uncertain', misconfigured: true });
  });
});

describe('readMoveworksTraceId', () => {
  it.each([
    [{ 'x-moveworks-root-uuid': 'root', 'x-trace-id': 'trace' }, 'root'],
    [{ 'x-trace-id': 'trace' }, 'trace'],
    [{}, null],
  ])('finds in %j the id %j', (headers, traceId) => {
    const response = { status: 200, headers: new Headers({ ...headers }), body: '', receivedAt: 0 };
    expect(readMoveworksTraceId(response)).toBe(traceId);
  });
});
