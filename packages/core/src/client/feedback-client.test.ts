// biome-ignore-all lint/style/noExcessiveLinesPerFile: the client's contract is read as a whole.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import type { FeedbackDraft } from '../feedback/draft.ts';
import { LIMITS } from '../feedback/limits.ts';
import { type Feedback, NO_FEEDBACK, type Rating, type SubmitFeedback } from '../feedback/types.ts';
import { createFakeClock, createScriptedSubmit } from '../testing/index.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { createFeedbackClient, type FeedbackClientOptions } from './feedback-client.ts';

const message = { messageId: 'message-1', conversationId: 'conversation-1' };
const full: Feedback = { rating: 'dislike', reasons: ['Wrong', 'Too long'], comment: 'No.' };

function setUp<T extends SubmitFeedback>(submit: T, options: Partial<FeedbackClientOptions> = {}) {
  const clock = createFakeClock();
  const client = createFeedbackClient({
    submit,
    loadEngine,
    clientId: 'a',
    random: () => 0.5,
    ...clock,
    ...options,
  });
  return { clock, client, submit, snapshot: () => client.getSnapshot(message) };
}

/** Synchronous, so a test waits for nothing but its own clock. */
const loadEngine = () => createEngine;

describe('createFeedbackClient', () => {
  it('shows a press at once and settles when the proxy confirms it', async () => {
    const { client, clock, snapshot, submit } = setUp(createScriptedSubmit());
    client.rate(message, 'like');
    expect(snapshot()).toMatchObject({ feedback: { rating: 'like' }, confirmed: null, delivery: 'sending' });
    await clock.advance(0);
    expect(snapshot()).toMatchObject({ confirmed: { feedback: { rating: 'like' } }, delivery: 'settled' });
    expect(submit.received).toHaveLength(1);
    expect(submit.received[0]?.message).toEqual(message);
  });

  it('sends one request at a time and combines the presses made meanwhile', async () => {
    const submit = createScriptedSubmit();
    const first = submit.pauseNext();
    const { client, clock } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(0);
    client.rate(message, 'dislike');
    client.rate(message, null);
    client.rate(message, 'like');
    client.rate(message, 'dislike');
    await clock.advance(0);
    expect(submit.received).toHaveLength(1);
    first.succeed();
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like', 'dislike']);
  });

  it('keeps the newer press when the older one fails late', async () => {
    const submit = createScriptedSubmit();
    const first = submit.pauseNext();
    const { client, clock, snapshot } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(0);
    client.rate(message, 'dislike');
    first.fail('message_not_found');
    await clock.advance(0);
    expect(snapshot()).toMatchObject({ feedback: { rating: 'dislike' }, refusal: null, delivery: 'settled' });
  });

  it('retries after at most 0.5 s, then 1 s, doubling, until it succeeds', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('internal');
    submit.failNext('network');
    const { client, clock } = setUp(submit, { random: () => 1 });
    client.rate(message, 'like');
    await clock.advance(499);
    expect(submit.received).toHaveLength(1);
    await clock.advance(1);
    expect(submit.received).toHaveLength(2);
    await clock.advance(999);
    expect(submit.received).toHaveLength(2);
    await clock.advance(1);
    expect(submit.received).toHaveLength(3);
  });

  it('obeys Retry-After, even after a new press', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('too_many_requests', { retryAfterMs: 60_000 });
    const { client, clock } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(1_000);
    client.rate(message, 'dislike');
    client.retry(message);
    await clock.advance(58_999);
    expect(submit.received).toHaveLength(1);
    await clock.advance(1);
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like', 'dislike']);
  });

  it('sends a new press without the delay of an earlier transient error', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('internal');
    const { client, clock } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(10);
    client.rate(message, 'dislike');
    await clock.advance(0);
    expect(submit.received).toHaveLength(2);
  });

  it('is slow after 3 s and delayed after 30 s', async () => {
    const submit = createScriptedSubmit();
    // Each request gets no response for 10 s, so there are two failures in the first 30 s.
    for (let request = 0; request < 3; request++) submit.pauseNext();
    const { client, clock, snapshot } = setUp(submit, { random: () => 1 });
    client.rate(message, 'like');
    await clock.advance(2_999);
    expect(snapshot().delivery).toBe('sending');
    await clock.advance(1);
    expect(snapshot().delivery).toBe('slow');
    await clock.advance(26_999);
    expect(snapshot().delivery).toBe('slow');
    await clock.advance(1);
    expect(snapshot().delivery).toBe('delayed');
    await clock.advance(30_000);
    expect(snapshot().delivery).toBe('settled');
  });

  it('is delayed after 5 attempts, however quick, and retries at once when asked', async () => {
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const { client, clock, snapshot } = setUp(submit, { random: () => 0.01 });
    client.rate(message, 'like');
    await clock.advance(2_000);
    expect(submit.received.length).toBeGreaterThanOrEqual(5);
    expect(snapshot().delivery).toBe('delayed');
    submit.failAlways(null);
    client.retry(message);
    await clock.advance(0);
    expect(snapshot().delivery).toBe('settled');
  });

  it('aborts an attempt after 10 s even if the submit function ignores its signal', async () => {
    const calls: AbortSignal[] = [];
    const submit: SubmitFeedback = (_submission, { signal }) => {
      calls.push(signal);
      return new Promise(() => {});
    };
    const { client, clock } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(LIMITS.submitTimeoutMs - 1);
    expect(calls).toHaveLength(1);
    await clock.advance(1_000);
    expect(calls).toHaveLength(2);
    expect(calls[0]?.aborted).toBe(true);
  });

  it('holds feedback while the user is signed out, until the host calls resume', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('unauthenticated');
    const { client, clock, snapshot } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(100_000);
    expect(submit.received).toHaveLength(1);
    expect(snapshot()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'held' });
    client.resume();
    await clock.advance(0);
    expect(snapshot().delivery).toBe('settled');
  });

  it('returns to the confirmed feedback after a refusal, keeps the text as a draft, and does not retry', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('upstream_refused');
    const { client, clock, snapshot } = setUp(submit);
    client.submit(message, full);
    await clock.advance(100_000);
    expect(submit.received).toHaveLength(1);
    expect(snapshot()).toMatchObject({
      feedback: { rating: null },
      refusal: { code: 'upstream_refused' },
      draft: full,
      delivery: 'settled',
    });
  });

  it('restamps by the proxy’s clock when its own is wrong', async () => {
    const submit = createScriptedSubmit();
    const { client, clock, snapshot } = setUp(submit);
    const serverTime = clock.now() - 3_600_000;
    submit.failNext('clock_skew', { serverTime });
    client.rate(message, 'like');
    await clock.advance(0);
    expect(submit.received[1]?.stamp.startsWith(String(serverTime).padStart(15, '0'))).toBe(true);
    expect(snapshot()).toMatchObject({ feedback: { rating: 'like' }, refusal: null, delivery: 'settled' });
  });

  it('treats any other error of the submit function as transient', async () => {
    let calls = 0;
    const onError = vi.fn();
    const submit: SubmitFeedback = () => {
      calls++;
      if (calls === 1) throw new Error('thrown');
      return calls === 2 ? Promise.reject('rejected') : Promise.resolve();
    };
    const { client, clock, snapshot } = setUp(submit, { onError });
    client.rate(message, 'like');
    await clock.advance(5_000);
    expect(snapshot()).toMatchObject({ confirmed: { feedback: { rating: 'like' } }, delivery: 'settled' });
    expect(onError.mock.calls.map(([error]) => (error as FeedbackError).code)).toEqual([
      'network',
      'network',
    ]);
  });

  it('shows newer feedback from another device', async () => {
    const submit = createScriptedSubmit();
    const { client, clock, snapshot } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(0);
    const other = createFeedbackClient({ submit, loadEngine, clientId: 'b', ...clock });
    clock.shift(5_000);
    other.rate(message, 'dislike');
    await clock.advance(0);
    clock.shift(-4_000);
    client.rate(message, null);
    await clock.advance(0);
    expect(snapshot().feedback.rating).toBe('dislike');
  });

  it('reports a refusal and keeps the text when the upstream’s feedback is final', async () => {
    const saved = { feedback: { ...NO_FEEDBACK, rating: 'dislike' as const }, undoUntil: null, final: true };
    const submit: SubmitFeedback = async ({ stamp }) => ({ ...saved, stamp, status: 'superseded' });
    const { client, clock, snapshot } = setUp(submit);
    client.submit(message, full);
    await clock.advance(60_000);
    expect(snapshot()).toMatchObject({
      feedback: { rating: 'dislike', comment: '' },
      confirmed: { final: true },
      refusal: { code: 'not_ratable' },
      draft: full,
      delivery: 'settled',
    });
  });

  it('submits the same feedback again and keeps the draft that the user is writing', async () => {
    const { client, clock, snapshot, submit } = setUp(createScriptedSubmit());
    client.rate(message, 'dislike');
    client.setDraft(message, full as FeedbackDraft);
    await clock.advance(0);
    client.submit(message, snapshot().feedback, snapshot().draft);
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['dislike', 'dislike']);
    expect(submit.received[1]?.stamp).not.toBe(submit.received[0]?.stamp);
    expect(snapshot().draft).toEqual(full);
  });

  it('drops the reasons on a switch and keeps the comment as a draft', async () => {
    const { client, clock, snapshot, submit } = setUp(createScriptedSubmit());
    client.submit(message, full);
    await clock.advance(0);
    client.rate(message, 'like');
    await clock.advance(0);
    expect(submit.received[1]?.feedback).toEqual({ rating: 'like', reasons: [], comment: '' });
    expect(snapshot().draft).toEqual({ rating: 'like', reasons: [], comment: 'No.' });
  });

  it('keeps reasons and comment as a draft when the rating is revoked', async () => {
    const { client, clock, snapshot } = setUp(createScriptedSubmit());
    client.submit(message, full);
    await clock.advance(0);
    client.rate(message, null);
    expect(snapshot()).toMatchObject({ feedback: { rating: null }, draft: full });
  });

  it('reads the saved feedback of all mounted messages, 100 at a time', async () => {
    const stamp = '001600000000000-00000-z';
    const submit = createScriptedSubmit({
      items: [{ messageId: 'm-7', feedback: full, stamp, undoUntil: null, final: false }],
    });
    const load = vi.fn(submit.load);
    const { client, clock } = setUp(submit, { load });
    const listener = vi.fn();
    for (let n = 0; n < 250; n++) client.subscribe({ messageId: `m-${n}` }, listener);
    await clock.advance(0);
    expect(load.mock.calls.map(([messages]) => messages.length)).toEqual([100, 100, 50]);
    expect(client.getSnapshot({ messageId: 'm-7' }).feedback).toEqual(full);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('does not let a late read overwrite a press', async () => {
    const submit = createScriptedSubmit({
      items: [
        {
          messageId: 'message-1',
          feedback: full,
          stamp: '001600000000000-00000-z',
          undoUntil: null,
          final: false,
        },
      ],
    });
    const { client, clock, snapshot } = setUp(submit);
    client.subscribe(message, () => {});
    client.rate(message, 'like');
    await clock.advance(0);
    expect(snapshot().feedback.rating).toBe('like');
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
  });

  it('shows the host’s feedback until the user changes it', async () => {
    const { client, clock, snapshot, submit } = setUp(createScriptedSubmit());
    client.seed(message, full);
    expect(snapshot()).toMatchObject({ feedback: full, delivery: 'settled' });
    await clock.advance(1_000);
    expect(submit.received).toHaveLength(0);
    client.rate(message, null);
    expect(snapshot().feedback.rating).toBeNull();
  });

  it('stops every timer when closed', async () => {
    const submit = createScriptedSubmit();
    submit.failAlways('internal');
    const { client, clock } = setUp(submit);
    client.rate(message, 'like');
    await clock.advance(700);
    client.close();
    expect(clock.pending()).toBe(0);
  });

  it('ends with the last press shown and stored, under any delays and transient errors', async () => {
    const step = fc.record({
      rating: fc.constantFrom<Rating | null>('like', 'dislike', null),
      waitMs: fc.nat({ max: 60 }),
    });
    const response = fc.record({
      beforeMs: fc.nat({ max: 400 }),
      fault: fc.option(fc.constantFrom('network', 'internal', 'lost_response' as const), { freq: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.array(response, { maxLength: 12 }),
        async (steps, responses) => {
          const proxy = createScriptedSubmit();
          const clock = createFakeClock();
          let inFlight = 0;
          let most = 0;
          const submit: SubmitFeedback = async (submission, context) => {
            most = Math.max(most, ++inFlight);
            try {
              const { beforeMs, fault } = responses.shift() ?? { beforeMs: 0, fault: null };
              await new Promise<void>((resolve) => clock.setTimer(resolve, beforeMs));
              if (fault === 'network' || fault === 'internal') throw new FeedbackError(fault, 'Scripted.');
              const receipt = await proxy(submission, context);
              if (fault !== null) throw new FeedbackError('network', 'Scripted.');
              return receipt;
            } finally {
              inFlight--;
            }
          };
          const client = createFeedbackClient({
            submit,
            loadEngine,
            clientId: 'a',
            random: () => 0.5,
            ...clock,
          });
          const stamps: string[] = [];
          client.subscribe(message, () => stamps.push(client.getSnapshot(message).confirmed?.stamp ?? ''));
          for (const { rating, waitMs } of steps) {
            client.rate(message, rating);
            await clock.advance(waitMs);
          }
          await clock.advance(600_000);

          const last = steps.at(-1)?.rating ?? null;
          const snapshot = client.getSnapshot(message);
          expect(snapshot.feedback.rating).toBe(last);
          expect(snapshot.delivery).toBe('settled');
          expect(proxy.stored.get('message-1')?.feedback.rating ?? null).toBe(last);
          expect(most).toBeLessThanOrEqual(1);
          expect(stamps).toEqual([...stamps].sort());
        },
      ),
      { numRuns: 500 },
    );
  });
});
