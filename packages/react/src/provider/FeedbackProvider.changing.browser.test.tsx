import { FeedbackError, type MessageRef, type SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { takeOldFeedback } from '../../test/old-feedback.ts';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';
import { de } from '../locales/de.ts';
import { FeedbackProvider, type FeedbackProviderProps } from './FeedbackProvider.tsx';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const status = page.getByRole('status');

/** With a sealed reference that has expired. */
const old = { ...message, token: 'old' };
const expired: SubmitFeedback = async (submission) => {
  if (submission.message.token === 'old') throw new FeedbackError('reference_expired', 'It has expired.');
};

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

describe('<FeedbackProvider /> whose host passes other functions and fields at a later render', () => {
  it('calls the newest onExpired', async () => {
    const { userId, putBack } = await takeOldFeedback();
    const submit = createScriptedSubmit();
    const [before, onExpired] = [vi.fn(), vi.fn()];
    const { rerender } = render(chat({ submit, userId, onExpired: before }));
    await like.click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    rerender(chat({ submit, userId, onExpired }));
    putBack();
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => onExpired.mock.calls.map(([expired]) => expired.message)).toEqual([message]);
    expect(before).not.toHaveBeenCalled();
  });

  it('calls the newest refreshMessage', async () => {
    const userId = uniqueUserId();
    const [before, refreshMessage] = [vi.fn(), vi.fn(async () => ({ ...message, token: 'fresh' }))];
    const messages = [{ messageId: 'message-2' }, old];
    const { rerender } = render(chat({ submit: expired, userId, refreshMessage: before }, messages));
    await like.first().click();
    await expect.element(status.first()).toHaveTextContent('Thanks for your feedback.');
    rerender(chat({ submit: expired, userId, refreshMessage }, messages));
    await like.nth(1).click();
    await expect.element(status.nth(1)).toHaveTextContent('Thanks for your feedback.');
    expect(refreshMessage).toHaveBeenCalledOnce();
    expect(before).not.toHaveBeenCalled();
  });

  it('redacts with the newest function', async () => {
    const userId = uniqueUserId();
    const submit = createScriptedSubmit();
    const { rerender } = render(chat({ submit, userId, redact: () => 'before' }));
    await page.getByRole('button', { name: 'Bad response' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    rerender(chat({ submit, userId, redact: (text) => text.replace('Ada', '[name]') }));
    await page.getByRole('textbox', { name: 'Comment' }).fill('Ask Ada');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => submit.received.at(-1)?.feedback.comment).toBe('Ask [name]');
    expect(Object.values(localStorage).join()).not.toContain('before');
  });

  it('sends the newest metadata', async () => {
    const userId = uniqueUserId();
    const submit = createScriptedSubmit();
    const { rerender } = render(chat({ submit, userId, metadata: { model: 'small' } }));
    await like.click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    rerender(chat({ submit, userId, metadata: { model: 'large' } }));
    await page.getByRole('button', { name: 'Bad response' }).click();
    await expect
      .poll(() => submit.received.map(({ feedback }) => feedback.metadata))
      .toEqual([{ model: 'small' }, { model: 'large' }]);
  });
});

describe('<FeedbackProvider /> with an expired sealed reference', () => {
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
