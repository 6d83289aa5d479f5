import type { RatedMessage } from '@message-feedback/core';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const dialog = page.getByRole('dialog', { name: 'What went wrong?' });
const comment = page.getByRole('textbox', { name: 'Comment' });
const bar = (message: RatedMessage) => <FeedbackBar message={message} />;

describe('<FeedbackBar /> for a message without an id', () => {
  it('shows the rating at once, and sends it when the id arrives', async () => {
    const { rerender, submit } = renderFeedback(bar({ pendingId: 'answer-7' }));
    await dislike.click();
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    expect(submit.received).toEqual([]);
    rerender(bar({ pendingId: 'answer-7', messageId: 'message-1' }));
    await expect.poll(() => submit.received).toHaveLength(1);
    expect(submit.received[0]?.message.messageId).toBe('message-1');
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
  });

  it('keeps open details, focus and unsent text when the id arrives', async () => {
    const { rerender } = renderFeedback(bar({ pendingId: 'answer-7' }));
    await dislike.click();
    await comment.fill('Half a thou');
    const element = dialog.element();
    rerender(bar({ pendingId: 'answer-7', messageId: 'message-1' }));
    await expect.element(comment).toHaveFocus();
    await expect.element(comment).toHaveValue('Half a thou');
    expect(dialog.element()).toBe(element);
  });

  it('keeps open details when the message gets more ids', async () => {
    const { rerender } = renderFeedback(bar({ messageId: 'message-1' }));
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    rerender(bar({ messageId: 'message-1', token: 'sealed' }));
    await expect.element(dialog).toBeVisible();
  });

  it('shows nothing of it on the next streaming message', async () => {
    const { rerender } = renderFeedback(bar({ pendingId: 'answer-7' }));
    await dislike.click();
    await expect.element(dialog).toBeVisible();
    rerender(bar({ pendingId: 'answer-8' }));
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'false');
    await expect.element(dialog).not.toBeInTheDocument();
  });
});

describe('<FeedbackBar /> whose host uses one pendingId for several answers', () => {
  const pendingId = 'answer-7';

  it('leaves the rating and its thank-you with the old answer while a new one streams', async () => {
    const { rerender, submit } = renderFeedback(bar({ pendingId }));
    await like.click();
    rerender(bar({ pendingId, messageId: 'message-1' }));
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');

    rerender(bar({ pendingId }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await expect.element(page.getByRole('status')).toBeEmptyDOMElement();
    rerender(bar({ pendingId, messageId: 'message-2' }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    await dislike.click();
    await expect.poll(() => submit.stored.get('message-2')?.feedback.rating).toBe('dislike');
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
  });

  it('sends a press after the user switched to the other answer and back', async () => {
    const { rerender, submit } = renderFeedback(bar({ pendingId, messageId: 'message-1' }));
    await like.click();
    await expect.poll(() => submit.received).toHaveLength(1);
    rerender(bar({ pendingId, messageId: 'message-2' }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    rerender(bar({ pendingId, messageId: 'message-1' }));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    await dislike.click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
    expect(submit.stored.has('message-2')).toBe(false);
  });
});

describe('<FeedbackBar /> for messages without any id', () => {
  it('renders no bar, and says why in development', async () => {
    const error = vi.mocked(console.error).mockImplementation(() => {});
    const none = {} as RatedMessage;
    const { container, rerender, submit } = renderFeedback(
      <>
        {bar(none)}
        {bar({ messageId: '' })}
      </>,
    );
    await expect.poll(() => error.mock.calls).toEqual([[expect.stringContaining('neither a messageId nor')]]);
    expect(container).toBeEmptyDOMElement();
    error.mockClear();

    rerender(bar({ messageId: 'message-1' }));
    await like.click();
    await expect.poll(() => submit.received.map(({ message }) => message.messageId)).toEqual(['message-1']);
  });
});
