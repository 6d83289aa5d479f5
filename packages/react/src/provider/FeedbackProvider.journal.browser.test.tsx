import { createScriptedSubmit } from '@message-feedback/core/testing';
import { cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { takeOldFeedback } from '../../test/old-feedback.ts';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar, FeedbackProvider, type FeedbackProviderProps } from '../index.ts';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });

function chat(props: Pick<FeedbackProviderProps, 'submit' | 'userId' | 'onExpired'>, bars = 1) {
  return (
    <React.StrictMode>
      <FeedbackProvider {...props}>
        {Array.from({ length: bars }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move.
          <FeedbackBar key={index} message={message} />
        ))}
      </FeedbackProvider>
    </React.StrictMode>
  );
}

function unreachable() {
  const submit = createScriptedSubmit();
  submit.failAlways('network');
  return submit;
}

/** A user rates without a network and leaves the page. Returns the user. */
async function leaveUnsent(): Promise<string> {
  const userId = uniqueUserId();
  render(chat({ submit: unreachable(), userId }));
  await like.click();
  await expect.poll(() => localStorage.length).toBe(1);
  cleanup();
  return userId;
}

describe('<FeedbackProvider /> with unsent feedback', () => {
  it('shows and sends it after a reload', async () => {
    const userId = await leaveUnsent();
    const submit = createScriptedSubmit();
    render(chat({ submit, userId }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => submit.received.length).toBe(1);
    await expect.poll(() => localStorage.length).toBe(0);
  });

  it('hydrates the server’s markup without a warning, then shows it, and sends nothing twice', async () => {
    const userId = await leaveUnsent();
    const submit = createScriptedSubmit();
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(chat({ submit, userId }));
    const root = hydrateRoot(container, chat({ submit, userId }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => localStorage.length).toBe(0);
    expect(new Set(submit.received.map(({ stamp }) => stamp)).size).toBe(1);
    root.unmount();
    container.remove();
  });

  it('does not send it as the next user’s, and sends it when the first user is back', async () => {
    const [ann, bob] = [uniqueUserId(), uniqueUserId()];
    const down = unreachable();
    const { rerender } = render(chat({ submit: down, userId: ann }));
    await like.click();
    await expect.poll(() => down.received.length).toBeGreaterThan(0);
    const forBob = createScriptedSubmit();
    rerender(chat({ submit: forBob, userId: bob }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await page.getByRole('button', { name: 'Bad response' }).click();
    await expect.poll(() => forBob.received.length).toBe(1);
    const forAnn = createScriptedSubmit();
    rerender(chat({ submit: forAnn, userId: ann }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => forAnn.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
    expect(forBob.received.map(({ feedback }) => feedback.rating)).toEqual(['dislike']);
  });

  it('passes feedback older than seven days to onExpired', async () => {
    const { userId, putBack } = await takeOldFeedback();
    putBack();
    const onExpired = vi.fn();
    const submit = createScriptedSubmit();
    render(chat({ submit, userId, onExpired }));
    await expect
      .poll(() => onExpired.mock.calls)
      .toEqual([[{ message, feedback: { rating: 'like', reasons: [], comment: '' } }]]);
    expect(submit.received).toEqual([]);
  });

  it('works in memory and warns once where storage is blocked', async () => {
    const storage = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('Storage is blocked.', 'SecurityError');
    });
    const warn = vi.mocked(console.warn).mockImplementation(() => {});
    const submit = createScriptedSubmit();
    render(chat({ submit, userId: uniqueUserId() }));
    await like.click();
    await like.click();
    await like.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.rating).toBe('like');
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringContaining('storage is blocked or full'),
    ]);
    warn.mockClear();
    storage.mockRestore();
  });

  it('shows the same in two places of one page', async () => {
    render(chat({ submit: createScriptedSubmit(), userId: uniqueUserId() }, 2));
    await like.first().click();
    await expect.element(like.nth(1)).toHaveAttribute('aria-pressed', 'true');
  });
});
