import { NO_FEEDBACK } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import {
  COMMON_RESPONSES,
  FOREIGN_RESPONSES,
  REFUSED_RATINGS,
  type RecordedDifyResponse,
} from './__fixtures__/dify-responses.ts';
import { readDifyOutcome } from './dify-outcome.ts';

const LIKE = { rating: 'like', reasons: [], comment: '' } as const;

function read({ status, body, revoking }: RecordedDifyResponse) {
  return readDifyOutcome(
    { status, body, headers: new Headers(), receivedAt: 0 },
    revoking ? NO_FEEDBACK : LIKE,
  );
}

describe('readDifyOutcome', () => {
  it.each(COMMON_RESPONSES)('reads $name ($status)', (response) => {
    expect(read(response)).toEqual(response.meaning);
  });

  it.each(REFUSED_RATINGS)('reads a refused rating of Dify $name', (response) => {
    expect(read(response)).toEqual(response.meaning);
  });

  it.each(FOREIGN_RESPONSES)('refuses no submission for $name ($status)', (response) => {
    expect(read(response)).toEqual(response.meaning);
  });

  it('counts "nothing to revoke" as delivered only for a revoked rating', () => {
    const body =
      '{"code":"invalid_param","message":"rating cannot be None when feedback not exists","status":400}';
    const response = { status: 400, body, headers: new Headers(), receivedAt: 0 };
    expect(readDifyOutcome(response, LIKE)).toEqual({ type: 'refused', code: 'upstream_refused' });
    const similar = { ...response, body: body.replace('cannot', 'can not') };
    expect(readDifyOutcome(similar, NO_FEEDBACK)).toEqual({ type: 'refused', code: 'upstream_refused' });
  });

  it('does not trust a response that is too long to read', () => {
    const response = { body: null, headers: new Headers(), receivedAt: 0 };
    expect(readDifyOutcome({ ...response, status: 200 }, LIKE)).toEqual({
      type: 'retry',
      misconfigured: true,
    });
    expect(readDifyOutcome({ ...response, status: 404 }, LIKE)).toEqual({
      type: 'retry',
      misconfigured: true,
    });
  });
});
