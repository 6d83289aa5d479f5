import { DEFAULT_LIMITS } from '@message-feedback/core';
import { describe, expect, it, vi } from 'vitest';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';
import { reasonProblems, warnOfReasons } from './reasons-check.ts';

const LIMIT = 30;

describe('reasonProblems', () => {
  it('finds none in reasons that can be sent', () => {
    expect(reasonProblems({}, LIMIT)).toEqual([]);
    const like = [reason('a', 'x'.repeat(30))];
    expect(reasonProblems({ like, dislike: [reason('a', 'Wrong')] }, LIMIT)).toEqual([]);
  });

  it.each([
    ['too long', '长'.repeat(31), 'has 31 characters'],
    ['empty', ' ', 'has 0 characters'],
  ])('reports a reason that is %s', (_how, label, words) => {
    expect(reasonProblems({ dislike: [reason('bad', label)] }, LIMIT)).toEqual([
      expect.stringContaining(`"bad" ${words}`),
    ]);
  });

  it('reports the second of two equal reasons, in any spelling', () => {
    const dislike = [reason('one', 'Café'), reason('two', ' CAFE\u0301')];
    expect(reasonProblems({ dislike }, LIMIT)).toEqual([
      expect.stringContaining('"two" has the label of another'),
    ]);
  });

  it('checks the sent text: a long label is allowed where ids are sent', () => {
    const dislike = [reason('one', 'x'.repeat(60)), reason('two', 'x'.repeat(60))];
    expect(reasonProblems({ dislike, sendAs: 'id' }, LIMIT)).toEqual([]);
    expect(reasonProblems({ dislike: [reason('x'.repeat(31), 'Short')], sendAs: 'id' }, LIMIT)).toEqual([
      expect.stringContaining('its id'),
    ]);
  });

  it('reports an entry that is not a reason at all', () => {
    const wrong = { like: 'Clear', dislike: [null, { id: 'slow' }, 'Wrong'] };
    expect(reasonProblems(wrong as unknown as FeedbackReasonsOptions, LIMIT)).toEqual([
      expect.stringContaining('not an array'),
      expect.stringContaining('number 1'),
      expect.stringContaining('"slow"'),
      expect.stringContaining('number 3'),
    ]);
  });
});

describe('warnOfReasons', () => {
  it('warns of the host’s reasons and of those in its labels, by the upstream’s limits', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const labels = { reasons: { like: [reason('twenty', 'x'.repeat(20))], dislike: [reason('unused', '')] } };
    const reasons = { dislike: [reason('sixteen', 'x'.repeat(16)), reason('short', 'Wrong')] };
    warnOfReasons({ labels, reasons }, { ...DEFAULT_LIMITS, reasonCharacters: 15 });
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining('"twenty" has 20 characters')],
      [expect.stringContaining('"sixteen" has 16 characters')],
    ]);
    warn.mockRestore();
  });
});

function reason(id: string, label: string) {
  return { id, label };
}
