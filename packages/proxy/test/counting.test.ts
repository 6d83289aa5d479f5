import {
  countCharacters,
  DEFAULT_LIMITS,
  type Feedback,
  feedbackProblems,
  parseSubmission,
} from '@message-feedback/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestProxy, MESSAGE_ID, stampOf, submitRequest } from './test-proxy.ts';

const RUNS = Number(process.env.COUNTED_TEXTS ?? 100_000);

/**
 * Texts of every script, with lone surrogates, combining marks and line ends, many just at a limit.
 */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 260 }),
  // Any code points. fast-check's `unit: 'binary'` takes 3 seconds to make.
  fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
    .map((points) => String.fromCodePoint(...points)),
  fc
    .array(
      fc.constantFrom(
        'e\u0301',
        '가',
        '\u1100\u1161',
        '👩🏻‍🚀',
        '🇯🇵',
        '\r\n',
        '\r',
        ' ',
        '\u3000',
        '\ud83d',
        '\0',
        'ﬁ',
        '界',
      ),
    )
    .map((parts) => parts.join('')),
  fc
    .record({
      unit: fc.constantFrom('a', '界', '👍', 'e\u0301', '\u1100\u1161'),
      count: fc.integer({ min: 248, max: 252 }),
    })
    .map(({ unit, count }) => unit.repeat(count)),
  fc
    .record({ unit: fc.constantFrom('a', '界', '👍', 'e\u0301'), count: fc.integer({ min: 28, max: 32 }) })
    .map(({ unit, count }) => unit.repeat(count)),
);

describe('the counter in the browser and the limits of the proxy', () => {
  it(`agree on ${RUNS.toLocaleString('en')} texts that travel as JSON in UTF-8`, () => {
    fc.assert(
      fc.property(texts, (text) => {
        const feedback: Feedback = { rating: 'like', reasons: [text], comment: text };
        const offered = feedbackProblems(feedback, DEFAULT_LIMITS).length === 0;
        const arrived = overTheWire({ message: { messageId: 'm' }, feedback, stamp: stampOf(1) });
        if (!offered) {
          expect(() => parseSubmission(arrived, DEFAULT_LIMITS)).toThrow();
          return;
        }
        const { comment, reasons } = parseSubmission(arrived, DEFAULT_LIMITS).feedback;
        expect([comment, reasons[0]].map((each = '') => codePointsInUtf8(each))).toEqual([
          countCharacters(text),
          countCharacters(text),
        ]);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('agree through the whole proxy, down to the upstream request', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (comment) => {
        const { submit, delivered } = createTestProxy();
        const feedback: Feedback = { rating: 'dislike', reasons: [], comment };
        const offered = feedbackProblems(feedback, DEFAULT_LIMITS).length === 0;
        const response = await submit({ feedback });
        expect(response.status).toBe(offered ? 200 : 400);
        if (offered)
          expect(codePointsInUtf8(String(delivered()[0]?.content ?? ''))).toBe(countCharacters(comment));
      }),
      { numRuns: RUNS / 50 },
    );
  }, 60_000);

  it('allow 250 characters and refuse 251, whatever their encoding', async () => {
    for (const unit of ['a', '界', '👍', 'e\u0301', '\u1100\u1161']) {
      for (const [count, status] of [
        [250, 200],
        [251, 400],
      ] as const) {
        const { proxy } = createTestProxy();
        const feedback: Feedback = { rating: 'like', reasons: [], comment: unit.repeat(count) };
        const request = submitRequest({ message: { messageId: MESSAGE_ID }, feedback });
        expect((await proxy.fetch(request)).status).toBe(status);
      }
    }
  });
});

function overTheWire(value: unknown): unknown {
  return JSON.parse(new TextDecoder().decode(new TextEncoder().encode(JSON.stringify(value))));
}

/** Counts without core's function: all bytes except those that continue a character. */
function codePointsInUtf8(text: string): number {
  return new TextEncoder().encode(text).filter((byte) => (byte & 0b1100_0000) !== 0b1000_0000).length;
}
