import type { Feedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act, renderHook } from '@testing-library/react';
import type * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { savedItem } from '../../test/saved-item.ts';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackProvider, type FeedbackProviderProps } from '../provider/FeedbackProvider.tsx';
import type { UsageEvent } from '../provider/usage-event.ts';
import { type UseMessageFeedbackOptions, useMessageFeedback } from './useMessageFeedback.ts';

const message = { messageId: 'message-1' };
const LIKED: Feedback = { rating: 'like', reasons: [], comment: '' };

describe('what useMessageFeedback reports', () => {
  it('tells a host that keeps a copy what the server has and what the user submits', async () => {
    const onFeedbackChange = vi.fn();
    const submit = createScriptedSubmit({ items: [savedItem(LIKED)] });
    const { result } = renderWith({ onFeedbackChange }, { submit });
    await expect.poll(() => result.current.feedback.rating).toBe('like');
    act(() => result.current.rate('dislike'));
    expect(onFeedbackChange.mock.calls).toEqual([
      [LIKED, { reason: 'read' }],
      [{ ...LIKED, rating: 'dislike' }, { reason: 'submitted' }],
    ]);
  });

  it('tells onEvent of opened details, and of those that close with unsent text', () => {
    const events: string[] = [];
    const { result } = renderWith({}, { onEvent: ({ type }: UsageEvent) => events.push(type) });
    act(() => result.current.rate('dislike'));
    act(() => result.current.open());
    act(() => result.current.change({ comment: 'Half a thou' }));
    act(() => result.current.close());
    expect(events).toEqual(['rated', 'details_opened', 'details_closed', 'abandoned_with_draft']);
    act(() => result.current.open());
    act(() => void result.current.send());
    expect(events.slice(4)).toEqual(['details_opened', 'sent']);
  });
});

function renderWith(options: UseMessageFeedbackOptions, provider: Partial<FeedbackProviderProps>) {
  const userId = uniqueUserId();
  const wrapper = ({ children }: React.PropsWithChildren) => (
    <FeedbackProvider submit={createScriptedSubmit()} userId={userId} {...provider}>
      {children}
    </FeedbackProvider>
  );
  return renderHook(() => useMessageFeedback(message, options), { wrapper });
}
