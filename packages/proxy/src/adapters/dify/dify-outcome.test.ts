import { NO_FEEDBACK } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import {
  COMMON_ANSWERS,
  FOREIGN_ANSWERS,
  REFUSED_RATINGS,
  type RecordedAnswer,
} from './__fixtures__/dify-answers.ts';
import { readDifyOutcome } from './dify-outcome.ts';

const LIKE = { rating: 'like', reasons: [], comment: '' } as const;

function read({ status, body, revoking }: RecordedAnswer) {
  return readDifyOutcome(
    { status, body, headers: new Headers(), receivedAt: 0 },
    revoking ? NO_FEEDBACK : LIKE,
  );
}

describe('readDifyOutcome', () => {
  it.each(COMMON_ANSWERS)('understands $name ($status)', (answer) => {
    expect(read(answer)).toEqual(answer.meaning);
  });

  it.each(REFUSED_RATINGS)('understands a refused rating of Dify $name', (answer) => {
    expect(read(answer)).toEqual(answer.meaning);
  });

  it.each(FOREIGN_ANSWERS)('blames nobody’s feedback for $name ($status)', (answer) => {
    expect(read(answer)).toEqual(answer.meaning);
  });

  it('takes "nothing to take back" for done only when something was taken back', () => {
    const body =
      '{"code":"invalid_param","message":"rating cannot be None when feedback not exists","status":400}';
    const answer = { status: 400, body, headers: new Headers(), receivedAt: 0 };
    expect(readDifyOutcome(answer, LIKE)).toEqual({ type: 'refused', code: 'upstream_refused' });
    const similar = { ...answer, body: body.replace('cannot', 'can not') };
    expect(readDifyOutcome(similar, NO_FEEDBACK)).toEqual({ type: 'refused', code: 'upstream_refused' });
  });

  it('does not trust an answer that was too long to read', () => {
    const answer = { body: null, headers: new Headers(), receivedAt: 0 };
    expect(readDifyOutcome({ ...answer, status: 200 }, LIKE)).toEqual({ type: 'retry', misconfigured: true });
    expect(readDifyOutcome({ ...answer, status: 404 }, LIKE)).toEqual({ type: 'retry', misconfigured: true });
  });
});
