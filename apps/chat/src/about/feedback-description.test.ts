import { describe, expect, it } from 'vitest';
import { describeFeedback } from './feedback-description.ts';

const limits = { reasons: 10, reasonCharacters: 30, commentCharacters: 250 };

describe('describeFeedback', () => {
  it('tells of an upstream where everything can be taken back', () => {
    const feedback = { revoke: true, change: true, reasons: 'native', holdMs: 0, limits } as const;
    const text = describeFeedback({ upstream: 'coze', feedback }).join('\n');
    expect(text).toContain('can be taken back at any time');
    expect(text).toContain('reasons of their own');
    expect(text).toContain('at most 30 characters, a comment 250, and a rating at most 10 reasons');
    expect(text).not.toContain('final');
  });

  it('tells of an upstream where a rating is final once it is sent', () => {
    const feedback = { revoke: false, change: 'unknown', reasons: 'folded', holdMs: 10_000, limits } as const;
    const text = describeFeedback({ upstream: 'moveworks', feedback }).join('\n');
    expect(text).toContain('waits here for 10 seconds');
    expect(text).toContain('Moveworks has no reasons: they are written above the comment');
    expect(text).not.toContain('at any time');
  });
});
