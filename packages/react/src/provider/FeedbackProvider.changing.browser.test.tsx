import { FeedbackError, type MessageRef, type SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';
import { de } from '../locales/de.ts';
import { FeedbackProvider, type FeedbackProviderProps } from './FeedbackProvider.tsx';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const status = page.getByRole('status');

const chat = (props: FeedbackProviderProps, messages: readonly MessageRef[] = [message]) => (
  <FeedbackProvider {...props}>
    {messages.map((each) => (
      <FeedbackBar key={each.messageId} message={each} />
    ))}
  </FeedbackProvider>
);

describe('<FeedbackProvider /> whose props change', () => {
  it('reads and sends with the newest submit function', async () => {
    const userId = uniqueUserId();
    const used: string[] = [];
    const withToken = (token: string): SubmitFeedback => {
      const submit = createScriptedSubmit();
      return Object.assign(
        async (...call: Parameters<SubmitFeedback>) => {
          used.push(`sends with ${token}`);
          return submit(...call);
        },
        {
          load: async () => {
            used.push(`reads with ${token}`);
            return { items: [] };
          },
        },
      );
    };
    const { rerender } = render(chat({ submit: withToken('A'), userId }));
    await expect.poll(() => used).toEqual(['reads with A']);
    rerender(chat({ submit: withToken('B'), userId }, [message, { messageId: 'message-2' }]));
    await expect.poll(() => used).toEqual(['reads with A', 'reads with B']);
    await like.first().click();
    await expect.poll(() => used).toEqual(['reads with A', 'reads with B', 'sends with B']);
  });

  it('keeps a press from before the user was known', async () => {
    const offline = createScriptedSubmit();
    offline.failAlways('network');
    const { rerender } = render(chat({ submit: offline }));
    await like.click();
    await expect.poll(() => offline.received.length).toBeGreaterThan(0);
    const submit = createScriptedSubmit();
    rerender(chat({ submit, userId: uniqueUserId() }));
    await expect.poll(() => submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => localStorage.length).toBe(0);
  });

  it('shows the newest labels and reasons, and calls the newest callbacks', async () => {
    const userId = uniqueUserId();
    const submit = createScriptedSubmit();
    const [before, onEvent, onError] = [vi.fn(), vi.fn(), vi.fn()];
    const { rerender } = render(chat({ submit, userId, onEvent: before, onError: before }));
    await expect.element(like).toBeVisible();
    before.mockClear();
    const reasons = { dislike: [{ id: 'slow', label: 'Zu langsam' }] };
    rerender(chat({ submit, userId, labels: de, reasons, onEvent, onError }));
    submit.failNext('network');
    await page.getByRole('button', { name: de.rating.dislike }).click();
    await expect.element(page.getByRole('checkbox', { name: 'Zu langsam' })).toBeInTheDocument();
    await expect.poll(() => onError).toHaveBeenCalledOnce();
    expect(onEvent.mock.calls.map(([{ type }]) => type)).toContain('rated');
    expect(before).not.toHaveBeenCalled();
  });
});

describe('<FeedbackProvider /> with an expired sealed reference', () => {
  const old = { ...message, token: 'old' };
  const expired: SubmitFeedback = async (submission) => {
    if (submission.message.token === 'old') throw new FeedbackError('reference_expired', 'It has expired.');
  };

  it('sends the rating with the reference that refreshMessage returns', async () => {
    const refreshMessage = vi.fn(async (each: MessageRef) => ({ ...each, token: 'fresh' }));
    render(chat({ submit: expired, userId: uniqueUserId(), refreshMessage }, [old]));
    await like.click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(refreshMessage.mock.calls).toEqual([[old]]);
  });

  it('sends the rating once the bar has a newer token', async () => {
    const userId = uniqueUserId();
    const { rerender } = render(chat({ submit: expired, userId }, [old]));
    await like.click();
    await expect.element(status).toHaveTextContent('Not sent yet.');
    rerender(chat({ submit: expired, userId }, [{ ...old, token: 'fresh' }]));
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
  });
});
