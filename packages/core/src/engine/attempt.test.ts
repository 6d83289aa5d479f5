import { describe, expect, it } from 'vitest';
import { type FeedbackReceipt, type FeedbackSubmission, NO_FEEDBACK } from '../feedback/types.ts';
import { FeedbackError, type FeedbackErrorCode, type FeedbackErrorDetails } from '../wire/feedback-error.ts';
import { formatStamp } from '../wire/stamp.ts';
import { failureEvents, receiptEvents } from './attempt.ts';

const stamp = formatStamp({ ms: 9_000_000_000, counter: 0, clientId: 'me' });
const submission: FeedbackSubmission = {
  message: { messageId: 'message-1' },
  feedback: { rating: 'like', reasons: [], comment: '' },
  stamp,
};

describe('receiptEvents', () => {
  it('confirms the submission itself if there is no receipt', () => {
    const confirmed = { feedback: submission.feedback, stamp, undoUntil: null, final: false };
    expect(receiptEvents(submission, undefined)).toEqual([{ type: 'confirmed', confirmed }]);
  });

  it('confirms the newer feedback of a superseded submission', () => {
    const confirmed = { feedback: NO_FEEDBACK, stamp: `${stamp}z`, undoUntil: null, final: false };
    const receipt: FeedbackReceipt = { ...confirmed, status: 'superseded' };
    expect(receiptEvents(submission, receipt)).toEqual([{ type: 'confirmed', confirmed }]);
  });

  it('refuses a submission that is superseded by final feedback', () => {
    const receipt: FeedbackReceipt = {
      ...{ feedback: NO_FEEDBACK, stamp: `${stamp}z`, undoUntil: null, final: true },
      status: 'superseded',
    };
    expect(receiptEvents(submission, receipt)).toMatchObject([
      { type: 'refused', stamp, code: 'not_ratable' },
      { type: 'confirmed', confirmed: { final: true } },
    ]);
  });
});

describe('failureEvents', () => {
  const eventsOf = (code: FeedbackErrorCode, details: FeedbackErrorDetails = {}) =>
    failureEvents(new FeedbackError(code, 'Scripted.', details), submission);

  it.each(['network', 'internal', 'too_many_requests'] as const)('leaves %s to a retry', (code) => {
    expect(eventsOf(code)).toEqual([]);
  });

  it.each(['unauthenticated', 'cross_origin'] as const)('leaves %s to the next sign-in', (code) => {
    expect(eventsOf(code)).toEqual([]);
  });

  it.each(['message_not_found', 'upstream_refused'] as const)('refuses the submission for %s', (code) => {
    expect(eventsOf(code)).toEqual([{ type: 'refused', stamp, code }]);
  });

  it('leaves clock_skew to the corrected clock', () => {
    expect(eventsOf('clock_skew', { serverTime: 5_000_000_000 })).toEqual([]);
  });

  it('refuses the submission for clock_skew without the proxy’s time', () => {
    expect(eventsOf('clock_skew')).toEqual([{ type: 'refused', stamp, code: 'clock_skew' }]);
  });
});
