import { type Feedback, formatStamp } from '@message-feedback/core';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { createDifyAdapter } from '../src/adapters/dify/index.ts';
import type { FeedbackStore, ProxyEvent } from '../src/index.ts';
import { startMortalProxy } from './mortal-proxy.ts';
import { MESSAGE_ID, submitRequest } from './test-proxy.ts';
import { createUnreliableDify, type DifyFate, FATES, type UnreliableDify } from './unreliable-dify.ts';

/**
 * The time limit of a test of convergence, in milliseconds. A busy machine stays far below it, and a
 * simulation that never ends does not.
 */
export const CONVERGENCE_MS = 600_000;
/** Ends before the test does, so that a failure is printed even if it takes long to shrink. */
export const SHRINKING = { interruptAfterTimeLimit: 0.9 * CONVERGENCE_MS, markInterruptAsFailure: true };

const START = 1_800_000_000_000;
const MINUTE = 60_000;
const MESSAGES = Array.from({ length: 8 }, (_, index) => MESSAGE_ID.replace('3f', `${index + 1}f`));

const anyFeedback: fc.Arbitrary<Feedback> = fc.oneof(
  fc.constant({ rating: null, reasons: [], comment: '' }),
  fc.record({
    rating: fc.constantFrom('like' as const, 'dislike' as const),
    reasons: fc.constantFrom([], ['slow']),
    comment: fc.constantFrom('', 'a', 'b'),
  }),
);

const stepsOf = (messages: number) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('submit' as const),
        message: fc.constantFrom(...MESSAGES.slice(0, messages)),
        feedback: anyFeedback,
        // Few enough to repeat: in any order, and the same one twice.
        stampMs: fc.integer({ min: 0, max: 30 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('wait' as const),
        ms: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 90_000 })),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('kill' as const) }) },
  );

const fatesOf = (types: readonly DifyFate['type'][], size: fc.SizeForArbitrary) =>
  fc.array(fc.record({ type: fc.constantFrom(...types), ms: fc.integer({ min: 0, max: 5_000 }) }), {
    maxLength: 25,
    size,
  });

/**
 * Lets users submit, time pass, the process die and Dify fail in every order, and checks that
 * afterwards store and Dify have the newest submission of each message. Needs fake timers. Resolves
 * to all events.
 */
export async function checkConvergence({
  createStore,
  advance,
  numRuns,
  messages = 2,
  concurrency = 16,
  fates = FATES,
}: ConvergenceOptions): Promise<readonly ProxyEvent[]> {
  const events: ProxyEvent[] = [];
  // Many messages need many steps.
  const size = messages > 2 ? 'max' : 'small';
  const startProcess = (store: FeedbackStore, dify: UnreliableDify) => {
    const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
    const onEvent = (event: ProxyEvent) => events.push(event);
    return startMortalProxy({ adapter, store, fetch: dify.fetch, concurrency, onEvent });
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(stepsOf(messages), { minLength: 1, maxLength: 25, size }),
      fatesOf(fates, size),
      async (commands, script) => {
        vi.setSystemTime(START);
        const dify = createUnreliableDify();
        dify.setFates(script);
        const store = createStore();
        const newest = new Map<string, { stamp: string; feedback: Feedback }>();
        let process = startProcess(store, dify);

        for (const step of commands) {
          if (step.type === 'wait') await advance(step.ms);
          if (step.type === 'kill') {
            process.kill();
            process = startProcess(store, dify);
          }
          if (step.type === 'submit') {
            const { message } = step;
            const stamp = formatStamp({
              ms: START + step.stampMs,
              counter: 0,
              clientId: message.slice(0, 4),
            });
            const known = newest.get(message);
            // A stamp is created once, so the same stamp always has the same feedback.
            const feedback = known?.stamp === stamp ? known.feedback : step.feedback;
            if (known === undefined || known.stamp < stamp) newest.set(message, { stamp, feedback });
            void process.submit(submitRequest({ message: { messageId: message }, feedback, stamp }));
            await advance(0);
          }
        }
        dify.setFates([]);
        await advance(30 * MINUTE);

        for (const [messageId, { stamp, feedback }] of newest) {
          const [row] = await store.get('user-1', [messageId]);
          expect(row).toMatchObject({
            submission: { stamp, feedback },
            delivered: { stamp, feedback },
            dueAt: null,
          });
          expect(dify.stored(messageId)).toEqual(ratingExpectedAtDify(feedback));
        }
        expect(dify.mostInFlight).toBeLessThanOrEqual(1);
        process.kill();
      },
    ),
    { numRuns, ...SHRINKING },
  );
  return events;
}

export interface ConvergenceOptions {
  readonly createStore: () => FeedbackStore;
  /** Lets this many milliseconds pass, with everything that happens meanwhile. */
  readonly advance: (ms: number) => Promise<unknown>;
  readonly numRuns: number;
  /**
   * How many messages are rated, at most 8. Many open the circuit, few make submissions collide.
   * @default 2
   */
  readonly messages?: number;
  /**
   * The possible outcomes of a request.
   * @default everything
   */
  readonly fates?: readonly DifyFate['type'][];
  /** @default 16 */
  readonly concurrency?: number;
}

function ratingExpectedAtDify({ rating, reasons, comment }: Feedback) {
  if (rating === null) return null;
  const content = [reasons.map((reason) => `[${reason}]`).join(' '), comment].filter(Boolean).join('\n');
  return { rating, content };
}
