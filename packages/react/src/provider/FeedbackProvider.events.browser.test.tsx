import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import type * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackControl } from '../bar/FeedbackControl.tsx';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';
import { de } from '../locales/de.ts';
import { en } from '../locales/en.ts';
import type { FeedbackLabels } from '../locales/labels.ts';
import { FeedbackProvider } from './FeedbackProvider.tsx';
import type { UsageEvent } from './usage-event.ts';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const comment = page.getByRole('textbox', { name: 'Comment' });

describe('<FeedbackProvider onEvent />', () => {
  it('reports a rating, a switch and an undo, with the feedback after each', async () => {
    const { tracked, ratings } = listen();
    await like.click();
    await dislike.click();
    await dislike.click();
    expect(tracked().filter((type) => type !== 'shown')).toEqual([
      'rated',
      'switched',
      'details_opened',
      'undone',
    ]);
    expect(ratings()).toEqual(['like', 'dislike', 'dislike', null]);
  });

  it('reports an undo by the Undo button', async () => {
    const { tracked } = listen();
    await like.click();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(tracked().at(-1)).toBe('undone');
  });

  it('reports sent text, and text that was left unsent', async () => {
    const { tracked } = listen();
    await dislike.click();
    await comment.fill('Half a thou');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => tracked().at(-1)).toBe('abandoned_with_draft');
    await page.getByRole('button', { name: 'Add details' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => tracked().at(-1)).toBe('sent');
    expect(tracked().filter((type) => type === 'details_opened')).toHaveLength(2);
    expect(tracked().filter((type) => type === 'abandoned_with_draft')).toHaveLength(1);
    expect(tracked().filter((type) => type === 'details_closed')).toHaveLength(1);
  });

  it('reports no abandoned draft when the details close without text', async () => {
    const { tracked } = listen();
    await dislike.click();
    await expect.element(comment).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(comment).not.toBeInTheDocument();
    expect(tracked()).not.toContain('abandoned_with_draft');
  });

  it('reports that the user closes the details without Send, however that is done', async () => {
    const { tracked } = listen();
    const closed = () => tracked().filter((type) => type === 'details_closed').length;
    await dislike.click();
    await page.getByRole('button', { name: 'Close' }).click();
    expect(closed()).toBe(1);
    await page.getByRole('button', { name: 'Add details' }).click();
    await page.getByRole('button', { name: 'Add details' }).click();
    expect(closed()).toBe(2);
    await page.getByRole('button', { name: 'Add details' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    expect(closed()).toBe(2);
  });

  it('reports a failed attempt with its error', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    const { onEvent } = listen({ submit });
    await like.click();
    await expect
      .poll(() => onEvent.mock.lastCall?.[0])
      .toMatchObject({
        type: 'failed',
        message,
        feedback: { rating: 'like' },
        error: { code: 'message_not_found' },
      });
  });

  it('reports no press on a read-only bar', async () => {
    const { tracked } = listen({}, <FeedbackBar message={message} readOnly />);
    await like.click({ force: true });
    expect(tracked()).not.toContain('rated');
  });

  it('reports a message once when it comes into view, and not before', async () => {
    const { onEvent } = listen(
      {},
      <div style={{ blockSize: 300, overflow: 'auto' }} data-testid="transcript">
        <FeedbackBar message={{ messageId: 'near' }} />
        <FeedbackBar message={{ messageId: 'near' }} />
        <div style={{ blockSize: 2_000 }} />
        <FeedbackBar message={{ messageId: 'far' }} />
      </div>,
    );
    const shown = () => onEvent.mock.calls.map(([event]) => event.message.messageId);
    await expect.poll(shown).toEqual(['near']);
    page.getByTestId('transcript').element().scrollTop = 2_000;
    await expect.poll(shown).toEqual(['near', 'far']);
    page.getByTestId('transcript').element().scrollTop = 0;
    await like.nth(0).hover();
    expect(shown()).toEqual(['near', 'far']);
  });

  it('reports a controlled message once, however often its row mounts', async () => {
    const none = { rating: null, reasons: [], comment: '' } as const;
    const row = (key: number) => (
      <FeedbackControl key={key} feedback={none}>
        <FeedbackBar message={message} />
      </FeedbackControl>
    );
    const { onEvent, tracked, showBars } = listen({}, row(1));
    await expect.poll(tracked).toEqual(['shown']);
    showBars(
      <>
        {row(2)}
        <FeedbackBar message={{ messageId: 'next' }} />
      </>,
    );
    await expect.poll(() => onEvent.mock.lastCall?.[0].message.messageId).toBe('next');
    expect(tracked()).toEqual(['shown', 'shown']);
  });

  it('reports every answer that streams under the same pendingId, once', async () => {
    const { onEvent, showBars } = listen({}, <FeedbackBar key="1" message={{ pendingId: 'streaming' }} />);
    const shown = () => onEvent.mock.calls.map(([event]) => event.message);
    await expect.poll(shown).toHaveLength(1);
    const first = <FeedbackBar key="1" message={{ pendingId: 'streaming', messageId: 'first' }} />;
    showBars(first);
    showBars(
      <>
        {first}
        <FeedbackBar key="2" message={{ pendingId: 'streaming' }} />
      </>,
    );
    await expect.poll(shown).toHaveLength(2);
    showBars(
      <>
        {first}
        <FeedbackBar key="2" message={{ pendingId: 'streaming', messageId: 'second' }} />
        <FeedbackBar key="3" message={{ messageId: 'third' }} />
      </>,
    );
    await expect.poll(() => shown().at(-1)).toEqual({ messageId: 'third' });
    expect(shown()).toHaveLength(3);
  });

  it('reports nothing when the host renders again with other labels, reasons and callbacks', async () => {
    const events: string[] = [];
    const submit = createScriptedSubmit();
    const userId = uniqueUserId();
    const chat = (labels: FeedbackLabels, reason: string) => (
      <FeedbackProvider
        submit={submit}
        userId={userId}
        labels={labels}
        reasons={{ dislike: [{ id: reason, label: reason }] }}
        onEvent={({ type }) => events.push(type)}
      >
        <FeedbackBar message={message} />
        <FeedbackBar message={{ messageId: 'message-2' }} />
      </FeedbackProvider>
    );
    const { rerender } = render(chat(en, 'Slow'));
    await dislike.first().click();
    await comment.fill('Half a thou');
    await expect.poll(() => events).toHaveLength(4);
    rerender(chat({ ...en }, 'Old'));
    rerender(chat(de, 'Alt'));
    await expect.element(page.getByRole('checkbox', { name: 'Alt' })).toBeVisible();
    rerender(chat(en, 'Slow'));
    await expect.element(comment).toHaveValue('Half a thou');
    expect(events.toSorted()).toEqual(['details_opened', 'rated', 'shown', 'shown']);
  });

  it('observes no bar if the host does not listen', async () => {
    const observe = vi.spyOn(IntersectionObserver.prototype, 'observe');
    render(
      <FeedbackProvider submit={createScriptedSubmit()} userId={uniqueUserId()}>
        <FeedbackBar message={message} />
      </FeedbackProvider>,
    );
    await like.click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    const watched = observe.mock.calls.filter(([element]) => element.matches('.message-feedback'));
    expect(watched).toEqual([]);
  });
});

function listen(
  { submit = createScriptedSubmit() } = {},
  bars: React.ReactElement = <FeedbackBar message={message} />,
) {
  const onEvent = vi.fn<(event: UsageEvent) => void>();
  const userId = uniqueUserId();
  const chat = (shown: React.ReactElement) => (
    <FeedbackProvider submit={submit} userId={userId} onEvent={onEvent}>
      {shown}
    </FeedbackProvider>
  );
  const { rerender } = render(chat(bars));
  const showBars = (shown: React.ReactElement) => rerender(chat(shown));
  const tracked = () => onEvent.mock.calls.map(([event]) => event.type);
  const ratings = () =>
    onEvent.mock.calls.filter(([{ type }]) => type !== 'shown').map(([event]) => event.feedback.rating);
  return { onEvent, tracked, ratings, showBars };
}
