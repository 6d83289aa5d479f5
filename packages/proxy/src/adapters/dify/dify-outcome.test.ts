import { NO_FEEDBACK } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import {
  COMMON_ANSWERS,
  FOREIGN_ANSWERS,
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
  it.each(COMMON_ANSWERS)('understands $name ($status)', (response) => {
    expect(read(response)).toEqual(response.meaning);
  });

  it.each(REFUSED_RATINGS)('understands a refused rating of Dify $name', (response) => {
    expect(read(response)).toEqual(response.meaning);
  });

  it.each(FOREIGN_ANSWERS)('blames no submission for $name ($status)', (response) => {
    expect(read(response)).toEqual(response.meaning);
  });

  it('takes "nothing to take back" for done only when something was taken back', () => {
    const body =
      '{"code":"invalid_param","message":"rating cannot be None when feedback not exists","status":400}';
    const response = { status: 400, body, headers: new Headers(), receivedAt: 0 };
    expect(readDifyOutcome(response, LIKE)).toEqual({ type: 'refused', code: 'upstream_refused' });
    const similar = { ...response, body: body.replace('cannot', 'can not') };
    expect(readDifyOutcome(similar, NO_FEEDBACK)).toEqual({ type: 'refused', code: 'upstream_refused' });
  });

  it('does not trust an answer that was too long to read', () => {
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
