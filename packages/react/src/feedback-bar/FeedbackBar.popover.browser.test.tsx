import * as React from 'react';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog', { name: 'What went wrong?' });
const comment = page.getByRole('textbox', { name: 'Comment' });

describe('<FeedbackBar surface="popover" /> in a transcript that scrolls', () => {
  it('stays inside the host’s boundary', async () => {
    renderTranscript();
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    const { top, bottom } = transcript().getBoundingClientRect();
    // It is far above the page until Radix has placed it.
    await expect.poll(() => dialog.element().getBoundingClientRect().top).toBeGreaterThanOrEqual(top);
    await expect.poll(() => dialog.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom);
  });

  it('is hidden while its button is scrolled away, and reappears with it', async () => {
    renderTranscript();
    await dislike.click();
    await comment.fill('Half a thou');
    transcript().scrollTop = 2_000;
    await expect.element(dialog).not.toBeInTheDocument();
    transcript().scrollTop = 0;
    await expect.element(dialog).toBeVisible();
    await expect.element(comment).toHaveValue('Half a thou');
  });

  it('does not drop focus to the page when it is hidden', async () => {
    renderTranscript();
    await dislike.click();
    await comment.click();
    transcript().scrollTop = 2_000;
    await expect.poll(() => document.activeElement).toBe(dislike.element());
  });

  it('stays open when a message arrives and the transcript follows it', async () => {
    const { rerender } = renderTranscript();
    await dislike.click();
    await comment.fill('Half a thou');
    rerender(<Transcript messages={['A new message.']} />);
    transcript().scrollTop = 40;
    await expect.element(page.getByText('A new message.')).toBeInTheDocument();
    await expect.element(dialog).toBeVisible();
    await expect.element(comment).toHaveFocus();
    await userEvent.keyboard('ght');
    await expect.element(comment).toHaveValue('Half a thought');
  });
});

describe('<FeedbackBar surface="popover" /> of a rated message', () => {
  it('opens at the button for a press without hover or focus, and returns focus', async () => {
    const initialFeedback = { rating: 'dislike', reasons: [], comment: '' } as const;
    renderFeedback(
      <FeedbackBar
        message={{ messageId: 'message-1' }}
        surface="popover"
        initialFeedback={initialFeedback}
      />,
    );
    const trigger = page.getByRole('button', { name: 'Add details' });
    await expect.element(trigger).toBeVisible();
    // As a script does, and assistive technology in browsers that do not focus a pressed button.
    (trigger.element() as HTMLElement).click();
    await expect.element(dialog).toBeVisible();
    const { bottom } = dislike.element().getBoundingClientRect();
    await expect.poll(() => dialog.element().getBoundingClientRect().top).toBeGreaterThan(bottom);
    await userEvent.keyboard('{Escape}');
    await expect.element(dislike).toHaveFocus();
  });
});

function renderTranscript() {
  return renderFeedback(<Transcript messages={[]} />);
}

function Transcript({ messages }: { messages: readonly string[] }) {
  const [scroller, setScroller] = React.useState<HTMLElement | null>(null);
  return (
    <div
      ref={setScroller}
      data-testid="transcript"
      style={{ blockSize: 620, inlineSize: 600, marginBlockStart: 40, overflow: 'auto' }}
    >
      <p>An answer.</p>
      <FeedbackBar message={{ messageId: 'message-1' }} surface="popover" collisionBoundary={scroller} />
      {messages.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <div style={{ blockSize: 3_000 }} />
    </div>
  );
}

function transcript(): Element {
  return page.getByTestId('transcript').element();
}
