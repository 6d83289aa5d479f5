import { describe, expect, it } from 'vitest';
import { unsendableReason } from './ReasonsCheck.tsx';

describe('unsendableReason', () => {
  it('returns null for reasons that can be sent', () => {
    expect(unsendableReason({})).toBeNull();
    expect(
      unsendableReason({ like: [reason('a', 'x'.repeat(30))], dislike: [reason('a', 'Wrong')] }),
    ).toBeNull();
  });

  it.each([
    ['too long', '长'.repeat(31), 'has 31 characters'],
    ['empty', ' ', 'has 0 characters'],
  ])('reports a reason that is %s', (_how, label, words) => {
    expect(unsendableReason({ dislike: [reason('bad', label)] })).toContain(`"bad" ${words}`);
  });

  it('reports the second of two equal reasons, in any spelling', () => {
    const dislike = [reason('one', 'Café'), reason('two', ' CAFE\u0301')];
    expect(unsendableReason({ dislike })).toContain('"two" has the label of another');
  });

  it('checks the sent text: a long label is allowed where ids are sent', () => {
    const dislike = [reason('one', 'x'.repeat(60)), reason('two', 'x'.repeat(60))];
    expect(unsendableReason({ dislike, sendAs: 'id' })).toBeNull();
    expect(unsendableReason({ dislike: [reason('x'.repeat(31), 'Short')], sendAs: 'id' })).toContain(
      'its id',
    );
  });
});

function reason(id: string, label: string) {
  return { id, label };
}
