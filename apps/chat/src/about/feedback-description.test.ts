import { describe, expect, it } from 'vitest';
import { words } from '../language/words/en.ts';
import { describeFeedback } from './feedback-description.ts';

const limits = { reasons: 10, reasonCharacters: 30, commentCharacters: 250 };

describe('describeFeedback', () => {
  it('describes an upstream that can revoke', () => {
    const feedback = { revoke: true, change: true, reasons: 'native', holdMs: 0, limits } as const;
    const text = describeFeedback({ upstream: 'coze', feedback }, words).join('\n');
    expect(text).toContain('You can undo a rating at any time');
    expect(text).toContain('stores reasons and comment separately');
    expect(text).toContain('10 reasons of 30 characters, and a comment of 250');
    expect(text).not.toContain('final');
  });

  it('describes an upstream that cannot revoke', () => {
    const feedback = { revoke: false, change: 'unknown', reasons: 'folded', holdMs: 10_000, limits } as const;
    const text = describeFeedback({ upstream: 'moveworks', feedback }, words).join('\n');
    expect(text).toContain('undo a rating for 10 seconds. Then it is sent and final');
    expect(text).toContain('Moveworks has no field for reasons: they are sent as part of the comment');
    expect(text).not.toContain('at any time');
  });
});
