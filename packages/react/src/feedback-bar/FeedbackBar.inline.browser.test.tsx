import { fireEvent } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar, type FeedbackBarProps } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });
const addDetails = page.getByRole('button', { name: 'Add details' });
const details = page.getByRole('group', { name: 'What went wrong?' });
const comment = page.getByRole('textbox', { name: 'Comment' });
const composer = page.getByRole('textbox', { name: 'Composer' });

describe('<FeedbackBar surface="inline" />', () => {
  it('moves nothing on a rating, and opens on request', async () => {
    renderInline();
    const before = boxes();
    await dislike.click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    await expect.element(addDetails).toBeVisible();
    expect(boxes()).toEqual(before);
    await expect.element(details).not.toBeInTheDocument();
    await addDetails.click();
    await expect.element(details).toBeVisible();
  });

  it('moves only the content below', async () => {
    renderInline();
    await dislike.click();
    const [answer, bar, next] = boxes();
    await addDetails.click();
    await expect.element(details).toBeVisible();
    const [answerNow, barNow, nextNow] = boxes();
    expect([answerNow, barNow]).toEqual([answer, bar]);
    expect(nextNow?.y).toBeGreaterThan((next?.y ?? 0) + 100);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(details).not.toBeInTheDocument();
    expect(boxes()[2]).toEqual(next);
  });

  it('is part of the page: Tab leaves it, and a press elsewhere does not close it', async () => {
    await openInline();
    await expect.element(details).toHaveFocus();
    page.getByRole('button', { name: 'Close' }).element().focus();
    await userEvent.keyboard('{Tab}');
    await expect.element(composer).toHaveFocus();
    await composer.click();
    await expect.element(details).toBeVisible();
  });

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['Close', () => page.getByRole('button', { name: 'Close' }).click()],
    ['Send', () => page.getByRole('button', { name: 'Send' }).click()],
  ])('gives focus back to the button that opened it on %s', async (_how, close) => {
    await openInline();
    await comment.fill('Half a thou');
    await close();
    await expect.element(details).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: /^(Add|Edit) details$/ })).toHaveFocus();
  });

  it('leaves Escape to the IME', async () => {
    await openInline();
    fireEvent.keyDown(comment.element(), { key: 'Escape', isComposing: true });
    await expect.element(details).toBeVisible();
  });

  it('closes with the button that opened it', async () => {
    await openInline();
    await expect.element(addDetails).toHaveAttribute('aria-expanded', 'true');
    await addDetails.click();
    await expect.element(details).not.toBeInTheDocument();
    await expect.element(addDetails).toHaveAttribute('aria-expanded', 'false');
  });

  it('renders into the host’s container', async () => {
    const container = document.body.appendChild(document.createElement('div'));
    await openInline({ container });
    expect(container.contains(details.element())).toBe(true);
    await userEvent.keyboard('{Escape}');
    await expect.element(addDetails).toHaveFocus();
    container.remove();
  });
});

async function openInline(props: Partial<FeedbackBarProps> = {}): Promise<void> {
  renderInline(props);
  await dislike.click();
  await addDetails.click();
  await expect.element(details).toBeVisible();
}

function renderInline(props: Partial<FeedbackBarProps> = {}): void {
  renderFeedback(
    <>
      <p data-testid="answer">An answer.</p>
      <FeedbackBar message={{ messageId: 'message-1' }} surface="inline" data-testid="bar" {...props} />
      <p data-testid="next">The next message.</p>
      <input aria-label="Composer" />
    </>,
  );
}

/** The box relative to the page, as plain numbers: Vitest considers any two `DOMRect`s equal. */
function boxes() {
  return ['answer', 'bar', 'next'].map((id) => {
    const { x, y, width, height } = page.getByTestId(id).element().getBoundingClientRect();
    return { x, y: y + scrollY, width, height };
  });
}
