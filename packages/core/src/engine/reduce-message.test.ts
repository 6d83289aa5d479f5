import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Feedback, NO_FEEDBACK } from '../feedback/types.ts';
import { EMPTY_REGISTER, isUnsent, shownFeedback } from '../state/register.ts';
import type { FeedbackEvent } from './engine-options.ts';
import { reduceMessage } from './reduce-message.ts';

const like: Feedback = { rating: 'like', reasons: [], comment: '' };
const dislike: Feedback = { rating: 'dislike', reasons: ['Wrong'], comment: 'No.' };
const confirmed = (feedback: Feedback, stamp: string) => ({ feedback, stamp, undoUntil: null, final: false });
const replay = (...events: FeedbackEvent[]) => events.reduce(reduceMessage, EMPTY_REGISTER);

describe('reduceMessage', () => {
  it('shows a submission at once, as unsent', () => {
    const register = replay({ type: 'submitted', feedback: like, stamp: '1' });
    expect(shownFeedback(register)).toEqual(like);
    expect(isUnsent(register)).toBe(true);
  });

  it('keeps the newer submission when the older one is confirmed late', () => {
    const register = replay(
      { type: 'submitted', feedback: like, stamp: '1' },
      { type: 'submitted', feedback: dislike, stamp: '2' },
      { type: 'confirmed', confirmed: confirmed(like, '1') },
    );
    expect(shownFeedback(register)).toEqual(dislike);
    expect(isUnsent(register)).toBe(true);
  });

  it('keeps the newer submission when the older one is refused late', () => {
    const register = replay(
      { type: 'submitted', feedback: like, stamp: '1' },
      { type: 'submitted', feedback: dislike, stamp: '2' },
      { type: 'refused', stamp: '1', code: 'message_not_found' },
    );
    expect(shownFeedback(register)).toEqual(dislike);
    expect(register.refusal).toBeNull();
  });

  it('returns to the confirmed feedback when the submission is refused, and keeps its text', () => {
    const register = replay(
      { type: 'confirmed', confirmed: confirmed(like, '1') },
      { type: 'submitted', feedback: dislike, stamp: '2' },
      { type: 'refused', stamp: '2', code: 'upstream_refused' },
    );
    expect(shownFeedback(register)).toEqual(like);
    expect(register.refusal).toEqual({ code: 'upstream_refused', feedback: dislike, stamp: '2' });
    expect(isUnsent(register)).toBe(false);
  });

  it('returns to no feedback when the first submission is refused', () => {
    const register = replay(
      { type: 'submitted', feedback: like, stamp: '1' },
      { type: 'refused', stamp: '1', code: 'message_not_found' },
    );
    expect(shownFeedback(register)).toEqual(NO_FEEDBACK);
  });

  it('clears a refusal with the next submission', () => {
    const register = replay(
      { type: 'submitted', feedback: like, stamp: '1' },
      { type: 'refused', stamp: '1', code: 'message_not_found' },
      { type: 'submitted', feedback: dislike, stamp: '2' },
    );
    expect(register.refusal).toBeNull();
  });

  it('adopts newer feedback from another device', () => {
    const register = replay(
      { type: 'submitted', feedback: like, stamp: '1' },
      { type: 'confirmed', confirmed: confirmed(dislike, '2') },
    );
    expect(shownFeedback(register)).toEqual(dislike);
    expect(isUnsent(register)).toBe(false);
  });

  it('ends in the same state for any order and repetition of submissions and confirmations', () => {
    const feedbackOf = (n: number): Feedback => ({ ...NO_FEEDBACK, rating: 'like', comment: String(n) });
    const events = fc.array(
      fc.tuple(fc.constantFrom('submitted' as const, 'confirmed' as const), fc.integer({ min: 10, max: 30 })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (list, randoms) => {
        const toEvent = ([type, n]: (typeof list)[number]): FeedbackEvent =>
          type === 'submitted'
            ? { type, feedback: feedbackOf(n), stamp: String(n) }
            : { type, confirmed: confirmed(feedbackOf(n), String(n)) };
        const shuffled = [...list, ...list]
          .map((event) => ({ event, key: randoms.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const once = replay(...list.map(toEvent));
        const twice = replay(...shuffled.map(toEvent));
        expect(shownFeedback(twice)).toEqual(shownFeedback(once));
        expect(isUnsent(twice)).toBe(isUnsent(once));
      }),
    );
  });

  it('never shows feedback older than the confirmed one, for any events', () => {
    const stamp = fc.integer({ min: 10, max: 20 }).map(String);
    const event: fc.Arbitrary<FeedbackEvent> = fc.oneof(
      fc.record({ type: fc.constant('submitted' as const), feedback: fc.constant(like), stamp }),
      fc.record({
        type: fc.constant('confirmed' as const),
        confirmed: stamp.map((at) => confirmed(dislike, at)),
      }),
      fc.record({ type: fc.constant('refused' as const), stamp, code: fc.constant('not_ratable' as const) }),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { submission, confirmed } = replay(...events);
        expect((submission?.stamp ?? '') >= (confirmed?.stamp ?? '')).toBe(true);
      }),
    );
  });
});
