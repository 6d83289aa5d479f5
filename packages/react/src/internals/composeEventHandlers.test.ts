import { describe, expect, it, vi } from 'vitest';
import { composedHandlers, composeEventHandlers } from './composeEventHandlers.ts';

describe('composeEventHandlers', () => {
  it('runs theirs before ours', () => {
    const order: string[] = [];
    composeEventHandlers(
      () => order.push('theirs'),
      () => order.push('ours'),
    )(new Event('focus'));
    expect(order).toEqual(['theirs', 'ours']);
  });

  it('leaves out ours when theirs prevents it', () => {
    const ours = vi.fn();
    composeEventHandlers((event: Event) => event.preventDefault(), ours)(preventable());
    expect(ours).not.toHaveBeenCalled();
  });
});

describe('composedHandlers', () => {
  it('composes what both have, and keeps ours where they have none', () => {
    const [theirs, focus, blur] = [vi.fn((event: Event) => event.preventDefault()), vi.fn(), vi.fn()];
    const composed = composedHandlers({ onFocus: theirs }, { onFocus: focus, onBlur: blur });
    composed.onFocus(preventable());
    composed.onBlur(preventable());
    expect([theirs, focus, blur].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
  });
});

function preventable(): Event {
  return new Event('focus', { cancelable: true });
}
