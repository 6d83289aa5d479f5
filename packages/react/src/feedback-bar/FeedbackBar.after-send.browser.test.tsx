import type { Feedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackProvider } from '../provider/FeedbackProvider.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const again = page.getByRole('button', { name: 'Try again' });

const sent: Feedback = { rating: 'dislike', reasons: ['Not correct'], comment: 'It is 42.' };

async function sendDetails() {
  await dislike.first().click();
  await page.getByRole('checkbox', { name: 'Not correct' }).click();
  await page.getByRole('textbox', { name: 'Comment' }).fill(' It is 42. ');
  await page.getByRole('button', { name: 'Send' }).click();
}

describe('<FeedbackBar onSent />', () => {
  it('hears the reasons and the comment that the user has sent, and of which message', async () => {
    const onSent = vi.fn();
    renderFeedback(<FeedbackBar message={message} onSent={onSent} />);
    await sendDetails();
    expect(onSent.mock.calls).toEqual([[sent, { message }]]);
  });

  it('is not called for a rating alone, and the bar’s wins over the provider’s', async () => {
    const [provider, bar] = [vi.fn(), vi.fn()];
    renderFeedback(
      <>
        <FeedbackBar message={message} onSent={bar} />
        <FeedbackBar message={{ messageId: 'message-2' }} />
      </>,
      { onSent: provider },
    );
    await like.nth(1).click();
    await sendDetails();
    expect(provider).not.toHaveBeenCalled();
    expect(bar).toHaveBeenCalledOnce();
  });
});

describe('<FeedbackBar sentAction />', () => {
  it('offers what the host does with sent details, next to the thank-you', async () => {
    const tryAgain = vi.fn();
    const sentAction = (feedback: Feedback) => (
      <button type="button" onClick={() => tryAgain(feedback)}>
        Try again
      </button>
    );
    renderFeedback(<FeedbackBar message={message} sentAction={sentAction} />);
    await dislike.click();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect.element(again).not.toBeInTheDocument();
    await dislike.click();
    await sendDetails();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    await again.click();
    expect(tryAgain.mock.calls).toEqual([[sent]]);
  });

  it('looks like Undo, and breaks its text at no width at which a line has room for it', async () => {
    const { container } = renderFeedback(
      <div style={{ display: 'flex', font: '16px sans-serif' }}>
        <span style={{ flex: 'none', inlineSize: '2rem' }}>+</span>
        <FeedbackBar message={message} />
      </div>,
      { sentAction: () => <button type="button">Try again with this</button> },
    );
    await sendDetails();
    await expect.element(again).toBeVisible();
    const looksOf = (element: Element) => {
      const { font, color, textDecoration, background, border, cursor } = getComputedStyle(element);
      return { font, color, textDecoration, background, border, cursor };
    };
    const undo = page.getByRole('button', { name: 'Undo' });
    expect(looksOf(again.element())).toEqual(looksOf(undo.element()));
    const text = document.createRange();
    text.selectNodeContents(again.element());
    const row = container.firstElementChild as HTMLElement;
    for (let width = 200; width < 700; width += 10) {
      row.style.inlineSize = `${width}px`;
      expect(text.getClientRects(), `at ${width} pixels`).toHaveLength(1);
    }
  });

  it('returns the focus to the rating’s button when it disappears', async () => {
    renderFeedback(<FeedbackBar message={message} />, {
      sentAction: () => <button type="button">Try again</button>,
    });
    await sendDetails();
    await expect.element(again).toBeVisible();
    (again.element() as HTMLElement).focus();
    // By a script, which leaves the focus where it is.
    (like.element() as HTMLElement).click();
    await expect.element(again).not.toBeInTheDocument();
    expect(document.activeElement).toBe(dislike.element());
  });

  it('is the provider’s newest one while it is shown, in a bar that the host has not rendered again', async () => {
    render(<HostWithCount />);
    await sendDetails();
    const tried = page.getByRole('button', { name: /Tried/ });
    await tried.click();
    await tried.click();
    await expect.element(tried).toHaveTextContent('Tried 2 times');
  });
});

const userId = uniqueUserId();
const bar = <FeedbackBar message={message} />;

function HostWithCount() {
  const [count, setCount] = React.useState(0);
  const sentAction = () => (
    <button type="button" onClick={() => setCount(count + 1)}>
      Tried {count} times
    </button>
  );
  return (
    <FeedbackProvider submit={submit} userId={userId} sentAction={sentAction}>
      {bar}
    </FeedbackProvider>
  );
}

const submit = createScriptedSubmit();
