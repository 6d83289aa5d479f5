import { NO_FEEDBACK } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import { RESPONSES } from './__fixtures__/coze-responses.ts';
import { COZE_QUIRKS, type CozeQuirks, readCozeOutcome, readCozeTraceId } from './coze-outcome.ts';

const LIKE = { rating: 'like', reasons: [], comment: '' } as const;
const NOON_UTC = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;

function read(
  response: { status: number; body: string | null },
  quirks: Partial<CozeQuirks> = {},
  sent = LIKE,
) {
  const received = { ...response, headers: new Headers(), receivedAt: NOON_UTC };
  return readCozeOutcome(received, sent, { ...COZE_QUIRKS, ...quirks });
}

describe('readCozeOutcome', () => {
  it.each(RESPONSES)('reads $name ($status)', ({ status, body, meaning }) => {
    expect(read({ status, body })).toEqual(meaning);
  });

  it.each([
    [16, 4],
    [12, 24],
    [0, 12],
  ])('pauses the account until its daily quota resets at %i:00 UTC', (quotaResetUtcHour, hours) => {
    const usedUp = { status: 200, body: '{"code":4008,"msg":""}' };
    const paused = { type: 'retry', accountWide: true, afterMs: hours * HOUR };
    expect(read(usedUp, { quotaResetUtcHour })).toEqual(paused);
  });

  it('counts a configured "gone" code as delivered, only for a revoked rating', () => {
    const gone = { status: 200, body: '{"code":4200,"msg":""}' };
    const codes = { goneCodes: [4200] };
    const none = NO_FEEDBACK as unknown as typeof LIKE;
    expect(read(gone, codes, none)).toEqual({ type: 'delivered' });
    expect(read(gone, codes)).toEqual({ type: 'refused', code: 'message_not_found' });
    expect(read(gone, {}, none)).toEqual({ type: 'refused', code: 'message_not_found' });
  });

  it('lets the operator configure unpublished codes', () => {
    const response = { status: 200, body: '{"code":4101,"msg":""}' };
    expect(read(response, { notRatableCodes: [4101] })).toEqual({ type: 'refused', code: 'not_ratable' });
    expect(read(response, { notFoundCodes: [4101] })).toEqual({ type: 'refused', code: 'message_not_found' });
  });

  it('does not trust a response that is too long to read', () => {
    expect(read({ status: 200, body: null })).toEqual({ type: 'retry', misconfigured: true });
  });
});

describe('readCozeTraceId', () => {
  it.each<[string, Record<string, string>, string, string | null]>([
    ['the header', { 'X-Tt-Logid': 'from-header' }, '{"detail":{"logid":"from-body"}}', 'from-header'],
    ['detail', {}, '{"detail":{"logid":"from-body"}}', 'from-body'],
    ['error, of older versions', {}, '{"error":{"logid":"older"}}', 'older'],
    ['the header of Coze Studio', { 'X-Log-ID': 'of-studio' }, '{"code":401}', 'of-studio'],
    ['nowhere', {}, '{"detail":{"logid":7}}', null],
    ['no JSON', {}, '<h1>', null],
  ])('finds the id in %s', (_, headers, body, traceId) => {
    expect(readCozeTraceId({ status: 200, headers: new Headers(headers), body, receivedAt: 0 })).toBe(
      traceId,
    );
  });
});
