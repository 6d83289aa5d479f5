import type { Feedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act, cleanup, renderHook } from '@testing-library/react';
import type * as React from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { savedItem } from '../../test/saved-item.ts';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar, FeedbackProvider, type FeedbackProviderProps, useMyFeedback } from '../index.ts';

const [first, second] = [{ messageId: 'message-1' }, { messageId: 'message-2' }];
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const LIKED: Feedback = { rating: 'like', reasons: [], comment: '' };

describe('useMyFeedback', () => {
  it('lists the ratings of all bars, the newest first, with their progress', async () => {
    const submit = createScriptedSubmit();
    const { result } = renderList({ submit });
    await like.first().click();
    await expect.poll(() => ratings(result)).toEqual([['message-1', 'like', 'settled']]);
    submit.failAlways('network');
    await dislike.last().click();
    await expect.poll(() => ratings(result)?.[0]).toEqual(['message-2', 'dislike', 'sending']);
    expect(ratings(result)?.[1]).toEqual(['message-1', 'like', 'settled']);
  });

  it('lists what the server has for the messages on the page', async () => {
    const { result } = renderList({ submit: createScriptedSubmit({ items: [savedItem(LIKED)] }) });
    await expect.poll(() => ratings(result)).toEqual([['message-1', 'like', 'settled']]);
  });

  it('says whether a rating can still be taken back, also when its undo window ends', async () => {
    const undoUntil = new Date(Date.now() + 1_500).toISOString();
    const items = [{ ...savedItem(LIKED), undoUntil }];
    const { result } = renderList({ submit: createScriptedSubmit({ items }) });
    await expect.poll(() => result.current.items[0]).toMatchObject({ undoUntil, final: false });
    await expect
      .poll(() => result.current.items[0], { timeout: 5_000 })
      .toMatchObject({ undoUntil: null, final: true });
  });

  it('lists what an earlier page has left unsent, sends it, and undoes it without a bar', async () => {
    const userId = uniqueUserId();
    const down = createScriptedSubmit();
    down.failAlways('network');
    renderList({ submit: down, userId });
    await like.first().click();
    await expect.poll(() => localStorage.length).toBe(1);
    cleanup();
    const submit = createScriptedSubmit();
    const { result } = renderList({ submit, userId, bars: null });
    await expect.poll(() => ratings(result)).toEqual([['message-1', 'like', 'settled']]);
    act(() => result.current.undo(first));
    await expect.poll(() => submit.stored.get('message-1')?.feedback.rating).toBeNull();
    await expect.poll(() => ratings(result)).toEqual([]);
  });

  it('rates again from the list, which the bar shows and the host’s analytics count', async () => {
    const onEvent = vi.fn();
    const { result, submit } = renderList({ onEvent });
    await like.first().click();
    await expect.poll(() => ratings(result)).toHaveLength(1);
    act(() => result.current.rate(first, 'dislike'));
    await expect.element(dislike.first()).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
    expect(onEvent.mock.calls.map(([{ type }]) => type)).toContain('switched');
  });

  it('keeps a final rating', async () => {
    const items = [{ ...savedItem(LIKED), final: true }];
    const { result, submit } = renderList({ submit: createScriptedSubmit({ items }) });
    await expect.poll(() => ratings(result)).toHaveLength(1);
    act(() => result.current.undo(first));
    expect(submit.received).toEqual([]);
    expect(ratings(result)).toEqual([['message-1', 'like', 'settled']]);
  });

  it('sends unsent feedback at once on request', async () => {
    const { result, submit } = renderList();
    submit.failNext('unauthenticated');
    await like.first().click();
    await expect.poll(() => ratings(result)).toEqual([['message-1', 'like', 'held']]);
    act(() => result.current.retry(first));
    await expect.poll(() => ratings(result)).toEqual([['message-1', 'like', 'settled']]);
  });

  it('shows the next user nothing of the user before', async () => {
    let userId = uniqueUserId();
    const { result, rerender } = renderList({ getUserId: () => userId });
    await like.first().click();
    await expect.poll(() => ratings(result)).toHaveLength(1);
    userId = uniqueUserId();
    rerender();
    expect(result.current.items).toEqual([]);
  });

  it('does not render again while the user writes', async () => {
    let renders = 0;
    const { result } = renderList({ onRender: () => renders++ });
    await dislike.first().click();
    await expect.poll(() => ratings(result)).toEqual([['message-1', 'dislike', 'settled']]);
    const { items } = result.current;
    const before = renders;
    await page.getByRole('textbox', { name: 'Comment' }).fill('Half a thou');
    expect(result.current.items).toBe(items);
    expect(renders).toBe(before);
  });

  it('is empty on a server', () => {
    const html = renderToString(
      <FeedbackProvider submit={createScriptedSubmit()}>
        <Count />
      </FeedbackProvider>,
    );
    expect(html).toContain('>0<');
  });
});

function Count() {
  return <output>{useMyFeedback().items.length}</output>;
}

type Listed = { readonly current: ReturnType<typeof useMyFeedback> };

const ratings = ({ current }: Listed) =>
  current.items.map(({ message, feedback, delivery }) => [message.messageId, feedback.rating, delivery]);

/** The hook, beside two bars. */
function renderList({
  submit = createScriptedSubmit(),
  userId = uniqueUserId(),
  getUserId = () => userId,
  onRender = () => {},
  bars = [first, second].map((message) => <FeedbackBar key={message.messageId} message={message} />),
  ...props
}: ListOptions = {}) {
  const wrapper = ({ children }: React.PropsWithChildren) => (
    <FeedbackProvider submit={submit} {...props} userId={getUserId()}>
      {bars}
      {children}
    </FeedbackProvider>
  );
  const rendered = renderHook(
    () => {
      onRender();
      return useMyFeedback();
    },
    { wrapper },
  );
  return { ...rendered, submit };
}

interface ListOptions extends Partial<FeedbackProviderProps> {
  submit?: ReturnType<typeof createScriptedSubmit>;
  getUserId?: () => string;
  onRender?: () => void;
  bars?: React.ReactNode;
}
