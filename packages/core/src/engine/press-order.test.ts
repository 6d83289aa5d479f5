import { describe, expect, it } from 'vitest';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { formatStamp } from '../wire/stamp.ts';
import { hasReplaced, raisedAbove, replacedByPress } from './press-order.ts';

/** The first press of page a, the first of page b after it, and the second of page a after both. */
const first = { feedback: NO_FEEDBACK, stamp: stampOf(100, 0, 'a') };
const second = { feedback: NO_FEEDBACK, stamp: stampOf(200, 0, 'b'), replaced: replacedByPress(first) };
const third = { feedback: NO_FEEDBACK, stamp: stampOf(300, 1, 'a'), replaced: replacedByPress(second) };

function stampOf(ms: number, counter: number, clientId: string): string {
  return formatStamp({ ms, counter, clientId });
}

describe('a press', () => {
  it('has replaced what the user saw, and all that this replaced, whatever stamps those have now', () => {
    expect(hasReplaced(third, second.stamp)).toBe(true);
    expect(hasReplaced(third, stampOf(900, 0, 'b'))).toBe(true);
    expect(hasReplaced(third, stampOf(900, 0, 'a'))).toBe(true);
  });

  it('has replaced the earlier ones of its page, also if only the proxy has told of it', () => {
    const { feedback, stamp } = third;
    expect(hasReplaced({ feedback, stamp }, stampOf(900, 0, 'a'))).toBe(true);
  });

  it('has replaced neither itself nor a press that came later or was not seen', () => {
    expect(hasReplaced(third, stampOf(900, 1, 'a'))).toBe(false);
    expect(hasReplaced(second, third.stamp)).toBe(false);
    expect(hasReplaced(third, stampOf(0, 0, 'c'))).toBe(false);
  });

  it('stays the same press when it is raised above one that it has replaced', () => {
    const raised = raisedAbove(second, stampOf(900, 0, 'a'));
    expect(raised).toMatchObject({ stamp: stampOf(901, 0, 'b'), after: stampOf(900, 0, 'a') });
    expect(hasReplaced(third, raised.stamp)).toBe(true);
    expect(raisedAbove(raised, stampOf(900, 0, 'a'))).toBe(raised);
  });
});
