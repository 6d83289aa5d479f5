import { describe, expect, it } from 'vitest';
import type { DeliveryOutcome, RepeatUncertain } from '../adapters/feedback-adapter.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { TIMINGS } from '../timings.ts';
import { planSettlement } from './settlement.ts';

const { stamp, feedback, ...key } = submissionOf(1);
const ROW: FeedbackRow = {
  ...key,
  submission: { feedback, stamp },
  delivered: null,
  dueAt: NOW,
  attempts: 0,
  failingSince: null,
  notBefore: null,
  uncertainUntil: null,
  deadLetterCause: null,
  createdAt: NOW,
  changedAt: NOW,
  deliveredAt: null,
};
const HOUR = 3_600_000;

function plan(
  outcome: DeliveryOutcome,
  row: Partial<FeedbackRow> = {},
  {
    awaited = false,
    openUntil = null,
    otherDeliveredAt = null,
    findsNothing = false,
    repeatUncertain = 'always',
    mayStoreTwice = false,
  }: Circumstances = {},
) {
  return planSettlement(
    {
      row: { ...ROW, ...row },
      ...{ outcome, sentAt: NOW, endedAt: NOW + 100, awaited, openUntil, otherDeliveredAt, findsNothing },
    },
    { timings: TIMINGS, random: () => 0.5, repeatUncertain, mayStoreTwice, replaceable: true },
  );
}

interface Circumstances {
  readonly awaited?: boolean;
  readonly openUntil?: number | null;
  readonly otherDeliveredAt?: number | null;
  readonly findsNothing?: boolean;
  readonly repeatUncertain?: RepeatUncertain;
  readonly mayStoreTwice?: boolean;
}

// Edge cases. The delivery tests cover the rest through the proxy.
describe('planSettlement', () => {
  it('clears an uncertainty that had ended when the delivery was sent', () => {
    expect(plan({ type: 'delivered' }, { uncertainUntil: NOW })).toMatchObject({
      dueAt: null,
      uncertainUntil: null,
    });
    const uncertainUntil = NOW + 1;
    expect(plan({ type: 'delivered' }, { uncertainUntil })).toMatchObject({
      dueAt: uncertainUntil,
      uncertainUntil,
    });
  });

  it('keeps an uncertainty through failures that are certain', () => {
    const uncertainUntil = NOW + 30_000;
    for (const outcome of [
      { type: 'retry' },
      { type: 'held' },
      { type: 'refused', code: 'upstream_refused' },
    ] satisfies DeliveryOutcome[]) {
      expect(plan(outcome, { uncertainUntil })).toMatchObject({ uncertainUntil });
    }
    expect(plan({ type: 'uncertain' }, { uncertainUntil })).toMatchObject({
      uncertainUntil: NOW + TIMINGS.uncertainMs,
    });
  });

  it('withdraws a refused submission only while the user waits', () => {
    const refused: DeliveryOutcome = { type: 'refused', code: 'upstream_refused' };
    expect(plan(refused, {}, { awaited: true })).toMatchObject({ withdrawUnlessPromised: true, dueAt: null });
    expect(plan(refused)).toMatchObject({
      withdrawUnlessPromised: false,
      deadLetterCause: 'upstream_refused',
      dueAt: null,
    });
  });

  it('does not restart the ten minutes of a 404 after other failures', () => {
    const missing: DeliveryOutcome = { type: 'refused', code: 'message_not_found' };
    expect(plan(missing, { failingSince: NOW - 60_000 })).toMatchObject({
      deadLetterCause: null,
      attempts: 1,
    });
    expect(plan(missing, { failingSince: NOW - HOUR })).toMatchObject({
      deadLetterCause: 'message_not_found',
    });
  });

  it('gives up a submission that has failed for 72 hours, not one that only waited', () => {
    expect(plan({ type: 'retry' }, { dueAt: NOW - 100 * HOUR })).toMatchObject({ deadLetterCause: null });
    expect(plan({ type: 'uncertain' }, { failingSince: NOW - 72 * HOUR })).toMatchObject({
      deadLetterCause: 'gave_up',
      dueAt: null,
      uncertainUntil: NOW + TIMINGS.uncertainMs,
    });
  });

  it('treats a wait from the response body like Retry-After', () => {
    const at = NOW + 100 + 7_000;
    for (const type of ['retry', 'uncertain', 'held'] as const) {
      expect(plan({ type, afterMs: 6_999.5 })).toMatchObject({ dueAt: at, notBefore: at });
    }
  });

  it('makes a row that fails in an outage wait only for the circuit, and restarts its 72 hours', () => {
    const openUntil = NOW + 30_000;
    const row = { attempts: 40, failingSince: NOW - 80 * HOUR };
    for (const type of ['retry', 'uncertain', 'held'] as const) {
      expect(plan({ type }, row, { openUntil })).toMatchObject({
        ...{ dueAt: openUntil, notBefore: null, failingSince: null, deadLetterCause: null, attempts: 41 },
      });
      const at = NOW + 100 + 60_000;
      expect(plan({ type, afterMs: 60_000 }, row, { openUntil })).toMatchObject({ dueAt: at, notBefore: at });
    }
  });

  it('repeats an uncertain attempt only once it can no longer arrive, even in an outage, with repeatUncertain once', () => {
    const planned = plan({ type: 'uncertain' }, {}, { openUntil: NOW + 30_000, repeatUncertain: 'once' });
    expect(planned).toMatchObject({
      dueAt: NOW + TIMINGS.uncertainMs,
      uncertainUntil: NOW + TIMINGS.uncertainMs,
    });
  });

  it('treats a rating after an uncertain revocation as a first one, which Dify could store twice', () => {
    const delivered = { feedback: { ...feedback, rating: 'like' as const }, stamp: '' };
    const uncertain: DeliveryOutcome = { type: 'uncertain' };
    const at = NOW + TIMINGS.uncertainMs;
    const doubtful = { delivered, uncertainUntil: NOW + 30_000 };
    expect(plan(uncertain, doubtful, { mayStoreTwice: true })).toMatchObject({ dueAt: at, notBefore: at });
    expect(plan(uncertain, { delivered }, { mayStoreTwice: true })).toMatchObject({ notBefore: null });
  });

  it('keeps a message that is not found while the upstream finds none', () => {
    const missing: DeliveryOutcome = { type: 'refused', code: 'message_not_found' };
    const failingSince = NOW - HOUR;
    expect(plan(missing, { failingSince }, { findsNothing: true })).toMatchObject({
      ...{ dueAt: NOW + 100 + TIMINGS.heldRetryMs, deadLetterCause: null, failingSince },
    });
  });

  it('gives up a page or a rejection that only one message gets for an hour, but no server error', () => {
    const row = { failingSince: NOW - HOUR };
    const blocked = { deadLetterCause: 'blocked', dueAt: null };
    for (const outcome of [
      { type: 'held' },
      { type: 'held', misconfigured: true },
      { type: 'retry', misconfigured: true },
    ] satisfies DeliveryOutcome[]) {
      expect(plan(outcome, row, { otherDeliveredAt: NOW })).toMatchObject(blocked);
      expect(plan(outcome, row, { otherDeliveredAt: NOW - 1 })).toMatchObject({ deadLetterCause: null });
      expect(plan(outcome, row)).toMatchObject({ deadLetterCause: null });
    }
    const failed: DeliveryOutcome = { type: 'retry' };
    expect(plan(failed, row, { otherDeliveredAt: NOW })).toMatchObject({ deadLetterCause: null });
  });

  it('never computes a time that a store cannot hold, however many attempts failed', () => {
    const { dueAt } = plan({ type: 'retry' }, { attempts: 5_000, failingSince: NOW - 1 });
    expect(dueAt).toBe(NOW + 100 + 150_000);
  });
});
