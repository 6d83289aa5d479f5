import type { MessageRef } from '@message-feedback/core';
import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { act, renderHook } from '@testing-library/react';
import type * as React from 'react';
import { describe, expect, it } from 'vitest';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackProvider } from '../provider/FeedbackProvider.tsx';
import { type UseMessageFeedbackOptions, useMessageFeedback } from './useMessageFeedback.ts';

describe('useMessageFeedback', () => {
  it('rates, switches and revokes', async () => {
    const { result, submit } = renderWith({ messageId: 'first' });
    act(() => result.current.rate('like'));
    expect(result.current.feedback.rating).toBe('like');
    act(() => result.current.rate('dislike'));
    act(() => result.current.rate(null));
    expect(result.current.feedback.rating).toBeNull();
    await expect.poll(() => submit.stored.get('first')?.feedback.rating).toBeNull();
    await expect.poll(() => result.current.delivery).toBe('settled');
    expect(submit.stored.has('first')).toBe(true);
  });

  it('submits reasons and a comment with the rating', async () => {
    const { result, submit } = renderWith({ messageId: 'first' });
    const feedback = { rating: 'dislike', reasons: ['Too slow'], comment: 'It took a minute.' } as const;
    act(() => result.current.submit(feedback));
    await expect.poll(() => submit.stored.get('first')?.feedback).toEqual(feedback);
    await expect.poll(() => result.current.confirmed?.feedback).toEqual(feedback);
  });

  it('does nothing and is empty for a message that cannot be rated', () => {
    const { result, submit } = renderWith(null);
    act(() => result.current.rate('like'));
    expect(result.current.feedback.rating).toBeNull();
    expect(submit.received).toEqual([]);
  });

  it('keeps the state of each message apart', async () => {
    const { result, rerender } = renderWith({ messageId: 'first' });
    act(() => result.current.rate('like'));
    act(() => result.current.setDraft({ rating: 'like', reasons: [], comment: 'Half a thou' }));
    rerender({ messageId: 'second' });
    expect(result.current).toMatchObject({ feedback: { rating: null }, draft: null });
    rerender(null);
    expect(result.current).toMatchObject({ feedback: { rating: null }, draft: null });
    rerender({ messageId: 'first' });
    expect(result.current).toMatchObject({
      feedback: { rating: 'like' },
      draft: { comment: 'Half a thou' },
    });
    await expect.poll(() => result.current.delivery).toBe('settled');
  });

  it('keeps its actions while the ids stay the same', () => {
    const { result, rerender } = renderWith({ messageId: 'first' });
    const { rate } = result.current;
    rerender({ messageId: 'first' });
    expect(result.current.rate).toBe(rate);
  });

  it('shows the host’s feedback until the user changes it', async () => {
    const { result } = renderWith(
      { messageId: 'first' },
      { initialFeedback: { rating: 'like', reasons: [], comment: '' } },
    );
    expect(result.current.feedback.rating).toBe('like');
    act(() => result.current.rate(null));
    expect(result.current.feedback.rating).toBeNull();
    await expect.poll(() => result.current.delivery).toBe('settled');
    expect(result.current.feedback.rating).toBeNull();
  });
});

function renderWith(message: MessageRef | null, options: UseMessageFeedbackOptions = {}) {
  const submit: ScriptedSubmit = createScriptedSubmit();
  const userId = uniqueUserId();
  const rendered = renderHook((current: MessageRef | null) => useMessageFeedback(current, options), {
    initialProps: message,
    wrapper: ({ children }: React.PropsWithChildren) => (
      <FeedbackProvider submit={submit} userId={userId}>
        {children}
      </FeedbackProvider>
    ),
  });
  return { ...rendered, submit };
}
