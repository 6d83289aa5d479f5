import type { Feedback } from '@message-feedback/core';
import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import * as React from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackControl } from '../bar/FeedbackControl.tsx';
import { FeedbackProvider } from '../provider/FeedbackProvider.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const liked: Feedback = { rating: 'like', reasons: [], comment: '' };

// React logs a mismatch, and any log entry fails the test.
describe('a bar rendered on a server', () => {
  it('hydrates without a mismatch, and works', async () => {
    const submit = createScriptedSubmit();
    const { before, after } = hydrate(<Chat userId={uniqueUserId()} submit={submit} />);
    expect(after).toBe(before);
    await like.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => submit.received).toHaveLength(1);
  });

  it('shows the host’s feedback from the first paint', async () => {
    const { before, after } = hydrate(
      <Chat userId={uniqueUserId()} submit={createScriptedSubmit()} initialFeedback={liked} />,
    );
    expect(before).toContain('data-pressed');
    expect(after).toContain('data-pressed');
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  });

  it('shows the feedback of a host that controls it from the first paint', async () => {
    const { before, after } = hydrate(
      <FeedbackProvider submit={createScriptedSubmit()} userId={uniqueUserId()}>
        <FeedbackControl feedback={liked}>
          <FeedbackBar message={{ messageId: 'message-1' }} />
        </FeedbackControl>
      </FeedbackProvider>,
    );
    expect(before).toContain('data-pressed');
    expect(after).toContain('data-pressed');
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  });

  it('replaces the host’s feedback with newer feedback from the proxy', async () => {
    const submit = createScriptedSubmit({
      items: [
        {
          messageId: 'message-1',
          feedback: { rating: 'dislike', reasons: [], comment: '' },
          stamp: '001700000000000-00000-z',
          undoUntil: null,
          final: false,
        },
      ],
    });
    hydrate(<Chat userId={uniqueUserId()} submit={submit} initialFeedback={liked} />);
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
  });

  it('hydrates late without a mismatch, even if its message was rated meanwhile', async () => {
    let hydrateLate = () => {};
    const gate = new Promise<void>((resolve) => {
      hydrateLate = resolve;
    });
    const late = { waiting: false };
    const chat = (
      <FeedbackProvider submit={createScriptedSubmit()} userId={uniqueUserId()}>
        <FeedbackBar message={{ messageId: 'message-1' }} />
        <React.Suspense>
          <Late gate={gate} late={late} />
        </React.Suspense>
      </FeedbackProvider>
    );
    const container = document.body.appendChild(document.createElement('div'));
    onTestFinished(() => container.remove());
    container.innerHTML = renderToString(chat);
    late.waiting = true;
    render(chat, { container, hydrate: true });
    await like.nth(0).click();
    await expect.element(like.nth(0)).toHaveAttribute('aria-pressed', 'true');
    expect(like.nth(1).element().ariaPressed).toBe('false');
    late.waiting = false;
    hydrateLate();
    await expect.element(like.nth(1)).toHaveAttribute('aria-pressed', 'true');
  });
});

describe('a bar in StrictMode', () => {
  it('submits once for each press', async () => {
    const submit = createScriptedSubmit();
    render(
      <React.StrictMode>
        <Chat userId={uniqueUserId()} submit={submit} />
      </React.StrictMode>,
    );
    await dislike.click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    await expect
      .poll(() => submit.received.map(({ feedback }) => feedback.rating))
      .toEqual(['dislike', 'dislike']);
  });
});

function Chat({ submit, userId, initialFeedback }: ChatProps) {
  return (
    <FeedbackProvider submit={submit} userId={userId}>
      <FeedbackBar message={{ messageId: 'message-1' }} initialFeedback={initialFeedback} />
    </FeedbackProvider>
  );
}

interface ChatProps {
  submit: ScriptedSubmit;
  userId: string;
  initialFeedback?: Feedback;
}

/** Suspends in the browser until its gate opens, like a part whose code is still loading. */
function Late({ gate, late }: { gate: Promise<void>; late: { readonly waiting: boolean } }) {
  if (late.waiting) throw gate;
  return <FeedbackBar message={{ messageId: 'message-1' }} />;
}

function hydrate(element: React.ReactElement) {
  const container = document.body.appendChild(document.createElement('div'));
  onTestFinished(() => container.remove());
  container.innerHTML = renderToString(element);
  const before = container.innerHTML;
  render(element, { container, hydrate: true });
  return { before, after: container.innerHTML };
}
