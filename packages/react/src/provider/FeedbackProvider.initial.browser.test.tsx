import type { Feedback, LoadFeedback, RatedMessage } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act, render, renderHook } from '@testing-library/react';
import type * as React from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';
import { useMessageFeedback } from '../hooks/useMessageFeedback.ts';
import { MessageFeedback } from '../index.ts';
import { FeedbackProvider, type FeedbackProviderProps } from './FeedbackProvider.tsx';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const liked: Feedback = { rating: 'like', reasons: [], comment: '' };

/** Renders bars, parts and hook inside a provider that counts the messages it reads. */
function setUp(props: Partial<FeedbackProviderProps> = {}) {
  const read: string[] = [];
  const load: LoadFeedback = async (messages) => {
    read.push(...messages.map(({ messageId }) => messageId));
    return { items: [] };
  };
  const scripted = createScriptedSubmit();
  const submit = Object.assign((...call: Parameters<typeof scripted>) => scripted(...call), { load });
  const userId = uniqueUserId();
  const provider = (children: React.ReactNode, newer: Partial<FeedbackProviderProps> = {}) => (
    <FeedbackProvider submit={submit} userId={userId} {...props} {...newer}>
      {children}
    </FeedbackProvider>
  );
  return { provider, read, received: scripted.received };
}

describe('initialFeedback that arrives late', () => {
  it('is shown by the bar, and can be revoked', async () => {
    const { provider, received } = setUp();
    const { rerender } = render(provider(<FeedbackBar message={message} />));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    rerender(provider(<FeedbackBar message={message} initialFeedback={liked} />));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await like.click();
    await expect.poll(() => received.map(({ feedback }) => feedback.rating)).toEqual([null]);
  });

  it('is shown by the parts', async () => {
    const { provider } = setUp();
    const root = (initialFeedback?: Feedback) =>
      provider(
        <MessageFeedback.Root message={message} initialFeedback={initialFeedback}>
          <MessageFeedback.Like />
        </MessageFeedback.Root>,
      );
    const { rerender } = render(root());
    rerender(root(liked));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  });

  it('is shown by the hook, whose rate(null) sends that it is revoked', async () => {
    const { provider, received } = setUp();
    const { result, rerender } = renderHook(
      (initialFeedback: Feedback | undefined) => useMessageFeedback(message, { initialFeedback }),
      {
        initialProps: undefined as Feedback | undefined,
        wrapper: ({ children }: React.PropsWithChildren) => provider(children),
      },
    );
    rerender(liked);
    expect(result.current.feedback.rating).toBe('like');
    act(() => result.current.rate(null));
    await expect.poll(() => received.map(({ feedback }) => feedback.rating)).toEqual([null]);
  });

  it('does not replace what the user has pressed', async () => {
    const { provider } = setUp();
    const { rerender } = render(provider(<FeedbackBar message={message} />));
    await page.getByRole('button', { name: 'Bad response' }).click();
    rerender(provider(<FeedbackBar message={message} initialFeedback={liked} />));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
  });

  it('is not reported as a change', async () => {
    const onFeedbackChange = vi.fn();
    const { provider } = setUp();
    const bar = (initialFeedback?: Feedback) =>
      provider(
        <FeedbackBar
          message={message}
          initialFeedback={initialFeedback}
          onFeedbackChange={onFeedbackChange}
        />,
      );
    const { rerender } = render(bar());
    await expect.element(like).toBeVisible();
    rerender(bar({ ...liked }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    rerender(bar({ ...liked }));
    expect(onFeedbackChange).not.toHaveBeenCalled();
  });
});

describe('<FeedbackProvider initialFeedback />', () => {
  it('shows the feedback from the first paint, and on a server', () => {
    const { provider } = setUp({ initialFeedback: { 'message-1': liked } });
    const html = renderToString(provider(<FeedbackBar message={message} />));
    expect(html).toContain('aria-pressed="true"');
  });

  it('reads only the messages of which it says nothing', async () => {
    const { provider, read } = setUp({ initialFeedback: { 'message-1': liked, 'message-2': null } });
    render(
      provider(
        ['message-1', 'message-2', 'message-3'].map((messageId) => (
          <FeedbackBar key={messageId} message={{ messageId }} />
        )),
      ),
    );
    await expect.poll(() => read).toEqual(['message-3']);
    await expect.element(like.first()).toHaveAttribute('aria-pressed', 'true');
  });

  it('takes a function of the message', async () => {
    const initialFeedback = ({ messageId }: RatedMessage) => (messageId === 'message-1' ? liked : undefined);
    const { provider, read } = setUp({ initialFeedback });
    render(
      provider(
        <>
          <FeedbackBar message={message} />
          <FeedbackBar message={{ messageId: 'message-2' }} />
        </>,
      ),
    );
    await expect.poll(() => read).toEqual(['message-2']);
    await expect.element(like.first()).toHaveAttribute('aria-pressed', 'true');
  });

  it('may arrive late, for every bar', async () => {
    const { provider } = setUp();
    const { rerender } = render(provider(<FeedbackBar message={message} />));
    rerender(provider(<FeedbackBar message={message} />, { initialFeedback: { 'message-1': liked } }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  });
});

describe('<FeedbackProvider capabilities />', () => {
  it('tells what the upstream can do, for a submit function that cannot read', async () => {
    render(
      <FeedbackProvider
        submit={async () => {}}
        userId={uniqueUserId()}
        capabilities={{ reasons: 'none', limits: { reasons: 0, reasonCharacters: 0, commentCharacters: 5 } }}
      >
        <FeedbackBar message={message} />
      </FeedbackProvider>,
    );
    await page.getByRole('button', { name: 'Bad response' }).click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Too long');
    await expect.element(page.getByText('3 characters too many')).toBeVisible();
    await expect.element(page.getByRole('checkbox')).not.toBeInTheDocument();
  });
});
