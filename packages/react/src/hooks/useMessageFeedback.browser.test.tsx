import type { Feedback, MessageRef } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act, renderHook } from '@testing-library/react';
import type * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import type { FeedbackChangeDetails } from '../bar/useBar.ts';
import { de } from '../locales/de.ts';
import { FeedbackProvider, type FeedbackProviderProps } from '../provider/FeedbackProvider.tsx';
import { useFeedbackClient } from './useFeedbackClient.ts';
import {
  type UseMessageFeedbackOptions,
  type UseMessageFeedbackResult,
  useMessageFeedback,
} from './useMessageFeedback.ts';

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

  it('opens the details, edits the form and sends it', async () => {
    const { result, submit } = renderWith({ messageId: 'first' });
    act(() => result.current.rate('dislike'));
    expect(result.current.detailsFor).toBeNull();
    act(() => result.current.open());
    expect(result.current.detailsFor).toBe('dislike');
    act(() => result.current.toggleReason('Not correct'));
    act(() => result.current.change({ comment: 'It is 42.' }));
    expect(result.current.choices.filter(({ chosen }) => chosen)).toEqual([
      { value: 'Not correct', label: 'Not correct', chosen: true, blocked: false },
    ]);
    let sent = false;
    act(() => {
      sent = result.current.send();
    });
    expect(sent).toBe(true);
    expect(result.current.detailsFor).toBeNull();
    const feedback = { rating: 'dislike', reasons: ['Not correct'], comment: 'It is 42.' };
    await expect.poll(() => submit.stored.get('first')?.feedback).toEqual(feedback);
    expect(result.current.form).toEqual(feedback);
  });

  it('clears a chosen reason, and offers one of the user’s own', () => {
    const { result } = renderWith({ messageId: 'first' });
    act(() => result.current.rate('dislike'));
    act(() => result.current.toggleReason('Too green'));
    expect(result.current.choices.at(-1)).toMatchObject({ value: 'Too green', chosen: true });
    act(() => result.current.toggleReason('too green'));
    expect(result.current.form?.reasons).toEqual([]);
  });

  it('says what keeps the form from being sent, and sends nothing', async () => {
    const { result, submit } = renderWith({ messageId: 'first' });
    act(() => result.current.rate('dislike'));
    await expect.poll(() => result.current.delivery).toBe('settled');
    act(() => result.current.change({ comment: 'x'.repeat(result.current.limits.commentCharacters + 1) }));
    expect(result.current.problems).toEqual([{ field: 'comment', code: 'too_long', count: 251, limit: 250 }]);
    expect(result.current.problemsShown).toBe(false);
    act(() => {
      expect(result.current.send()).toBe(false);
    });
    expect(result.current.problemsShown).toBe(true);
    expect(submit.received).toHaveLength(1);
  });

  it('thanks the user for as long as the host says, and undoes', async () => {
    const { result, submit } = renderWith({ messageId: 'first' });
    act(() => result.current.rate('like'));
    await expect.poll(() => result.current.notice).toBe('confirmed');
    expect(result.current.status).toBe('Thanks for your feedback.');
    act(() => result.current.undo());
    await expect.poll(() => result.current.notice).toBe('undone');
    await expect.poll(() => submit.stored.get('first')?.feedback.rating).toBeNull();
  });

  it('explains why the message cannot be rated, and does not rate it', () => {
    const { result, submit } = renderWith({ messageId: 'first' }, { disabled: 'Sign in to rate.' });
    expect(result.current.blocked).toBe('Sign in to rate.');
    act(() => result.current.rate('like'));
    expect(result.current).toMatchObject({ feedback: { rating: null }, notice: 'blocked' });
    expect(result.current.status).toBe('Sign in to rate.');
    expect(submit.received).toEqual([]);
  });

  it('undoes and submits nothing that cannot change, and says why', () => {
    const liked: Feedback = { rating: 'like', reasons: [], comment: '' };
    const { result, submit } = renderWith(
      { messageId: 'first' },
      { initialFeedback: liked, readOnly: 'This conversation is archived.' },
    );
    act(() => result.current.undo());
    expect(result.current).toMatchObject({ feedback: liked, notice: 'blocked' });
    act(() => result.current.submit({ ...liked, comment: 'Well done.' }));
    expect(result.current.feedback).toEqual(liked);
    expect(submit.received).toEqual([]);
  });

  it('tells the upstream’s capabilities, for which a row without a rating does not render', async () => {
    const capabilities = {
      revoke: false,
      change: false,
      reasons: 'none',
      holdMs: 60_000,
      limits: { reasons: 3, reasonCharacters: 20, commentCharacters: 100 },
    } as const;
    let renders = 0;
    const load = vi.fn(async () => ({ items: [], capabilities }));
    const submit = Object.assign(createScriptedSubmit(), { load });
    const { result } = renderWith({ messageId: 'first' }, {}, { submit, onRender: () => renders++ });
    await expect.poll(() => load.mock.settledResults[0]?.type).toBe('fulfilled');
    await act(async () => {});
    expect(renders).toBe(1);
    act(() => result.current.rate('like'));
    await expect.poll(() => result.current.capabilities).toEqual(capabilities);
    expect(result.current.limits.commentCharacters).toBe(100);
    expect(result.current.choices).toEqual([]);
  });

  it('shows the feedback of a host that controls it, and asks before it submits', async () => {
    const onFeedbackChange = vi.fn((_next: Feedback, { cancel }: FeedbackChangeDetails) => cancel?.());
    const feedback: Feedback = { rating: 'like', reasons: [], comment: '' };
    const { result, submit } = renderWith({ messageId: 'first' }, { feedback, onFeedbackChange });
    expect(result.current.feedback).toBe(feedback);
    act(() => result.current.rate('dislike'));
    expect(onFeedbackChange.mock.lastCall?.[0]).toEqual({ rating: 'dislike', reasons: [], comment: '' });
    expect(result.current.feedback).toBe(feedback);
    expect(submit.received).toEqual([]);
  });

  it('does not take a later value of the host for saved feedback, which every bar would show', () => {
    const none: Feedback = { rating: null, reasons: [], comment: '' };
    const { result, rerender } = renderHook(
      (feedback: Feedback) => {
        const client = useFeedbackClient();
        const controlled = useMessageFeedback({ messageId: 'first' }, { feedback });
        return { client, controlled, other: useMessageFeedback({ messageId: 'first' }) };
      },
      { initialProps: none, wrapper: providerWith() },
    );
    const subscribe = vi.spyOn(result.current.client, 'subscribe');
    rerender({ ...none, rating: 'like' });
    expect(result.current.controlled.feedback.rating).toBe('like');
    expect(result.current.other.feedback.rating).toBeNull();
    expect(subscribe).not.toHaveBeenCalled();
  });
});

describe('useMessageFeedback with the options of a bar', () => {
  const slow = { dislike: [{ id: 'slow', label: 'Slow' }] };
  const sendSlow = (result: { readonly current: UseMessageFeedbackResult }) => {
    act(() => result.current.rate('dislike'));
    act(() => result.current.change({ reasons: ['Slow'] }));
    act(() => void result.current.send());
  };

  it('offers reasons of its own instead of the provider’s', () => {
    const blurry = { dislike: [{ id: 'blurry', label: 'Blurry' }] };
    const { result } = renderWith({ messageId: 'first' }, { reasons: blurry }, { reasons: slow });
    act(() => result.current.rate('dislike'));
    expect(result.current.choices.map(({ label }) => label)).toEqual(['Blurry']);
  });

  it('speaks with labels of its own, also of a message that cannot be rated', () => {
    const { result, rerender } = renderWith({ messageId: 'first' }, { labels: de, disabled: true });
    expect(result.current.labels.send).toBe(de.send);
    expect(result.current.blocked).toBe(de.notRatable);
    rerender(null);
    expect(result.current.labels.send).toBe(de.send);
  });

  it('tells the provider’s onSent of the reasons and the comment that send has sent', () => {
    const onSent = vi.fn();
    const { result } = renderWith({ messageId: 'first' }, {}, { onSent });
    sendSlow(result);
    const feedback = { rating: 'dislike', reasons: ['Slow'], comment: '' };
    expect(onSent.mock.calls).toEqual([[feedback, { message: { messageId: 'first' } }]]);
  });

  it('tells its own onSent instead, the newest one', () => {
    const [provider, before, after] = [vi.fn(), vi.fn(), vi.fn()];
    const options = { onSent: before };
    const { result, rerender } = renderWith({ messageId: 'first' }, options, { onSent: provider });
    const { send } = result.current;
    options.onSent = after;
    rerender({ messageId: 'first' });
    expect(result.current.send).toBe(send);
    sendSlow(result);
    expect(after).toHaveBeenCalledOnce();
    expect(before).not.toHaveBeenCalled();
    expect(provider).not.toHaveBeenCalled();
  });

  it('does not call onSent when a host that controls the feedback cancels what is sent', () => {
    const onSent = vi.fn();
    const feedback: Feedback = { rating: 'dislike', reasons: [], comment: '' };
    const onFeedbackChange = (_next: Feedback, { cancel }: FeedbackChangeDetails) => cancel?.();
    const { result } = renderWith({ messageId: 'first' }, { feedback, onFeedbackChange, onSent });
    act(() => result.current.change({ comment: 'No.' }));
    act(() => {
      expect(result.current.send()).toBe(false);
    });
    expect(onSent).not.toHaveBeenCalled();
    expect(result.current.form?.comment).toBe('No.');
  });
});

function renderWith(
  message: MessageRef | null,
  options: UseMessageFeedbackOptions = {},
  { onRender = () => {}, ...provider }: Partial<FeedbackProviderProps> & { onRender?: () => void } = {},
) {
  const submit = createScriptedSubmit();
  const rendered = renderHook(
    (current: MessageRef | null) => {
      onRender();
      return useMessageFeedback(current, options);
    },
    { initialProps: message, wrapper: providerWith({ submit, ...provider }) },
  );
  return { ...rendered, submit };
}

function providerWith({ submit = createScriptedSubmit(), ...props }: Partial<FeedbackProviderProps> = {}) {
  const userId = uniqueUserId();
  return ({ children }: React.PropsWithChildren) => (
    <FeedbackProvider submit={submit} userId={userId} {...props}>
      {children}
    </FeedbackProvider>
  );
}
