import { act, fireEvent } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });
const sheet = page.getByRole('dialog', { name: 'What went wrong?' });
const comment = page.getByRole('textbox', { name: 'Comment' });
const composer = page.getByRole('textbox', { name: 'Composer' });

describe('<FeedbackBar /> on a small screen', () => {
  beforeEach(() => page.viewport(390, 844));

  it('opens its details at the bottom of the screen, in full width', async () => {
    await openSheet();
    await expect.poll(box).toMatchObject({ left: 0, right: 390, bottom: 844 });
    expect(box().top).toBeGreaterThan(844 * 0.15 - 1);
  });

  it('is not confined by ancestors that clip or transform', async () => {
    await openSheet({ transform: 'translateX(1px)', overflow: 'hidden', contain: 'paint' });
    await expect.poll(box).toMatchObject({ left: 0, right: 390, bottom: 844 });
    const [x, y] = [195, 830];
    expect(sheet.element().contains(document.elementFromPoint(x, y))).toBe(true);
  });

  it('keeps the answer readable and the status audible, because it is not modal', async () => {
    await openSheet();
    expect(sheet.element().getAttribute('aria-modal')).toBeNull();
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    expect(sheet.element().closest('[inert]')).toBeNull();
    expect(page.getByTestId('answer').element().closest('[inert], [aria-hidden]')).toBeNull();
  });

  it('moves focus in, and lets Tab leave, because it is not modal', async () => {
    await openSheet();
    await expect.element(sheet).toHaveFocus();
    page.getByRole('button', { name: 'Close' }).element().focus();
    await userEvent.keyboard('{Tab}');
    await expect.element(composer).toHaveFocus();
    await expect.element(sheet).toBeVisible();
  });

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['Close', () => page.getByRole('button', { name: 'Close' }).click()],
    ['Send', () => page.getByRole('button', { name: 'Send' }).click()],
    ['a press on the answer', () => page.getByTestId('answer').click()],
  ])('closes on %s and gives focus back to the button', async (_how, close) => {
    await openSheet();
    await comment.fill('Half a thou');
    await close();
    await expect.element(sheet).not.toBeInTheDocument();
    await expect.element(dislike).toHaveFocus();
  });

  it('leaves focus on an element pressed outside', async () => {
    await openSheet();
    await composer.click();
    await expect.element(sheet).not.toBeInTheDocument();
    await expect.element(composer).toHaveFocus();
  });

  it('leaves Escape to the IME', async () => {
    await openSheet();
    fireEvent.keyDown(comment.element(), { key: 'Escape', isComposing: true });
    await expect.element(sheet).toBeVisible();
  });

  it('rises above an on-screen keyboard and stays inside the visible area', async () => {
    await openSheet();
    const screen = window.visualViewport;
    if (screen === null) throw new Error('This browser has no visual viewport.');
    vi.spyOn(screen, 'height', 'get').mockReturnValue(444);
    act(() => screen.dispatchEvent(new Event('resize')));
    await expect.poll(() => box().bottom).toBe(444);
    expect(box().top).toBeGreaterThanOrEqual(0);
    vi.spyOn(screen, 'height', 'get').mockReturnValue(844);
    act(() => screen.dispatchEvent(new Event('resize')));
    await expect.poll(() => box().bottom).toBe(844);
  });

  it('does not mistake a pinch zoom for a keyboard', async () => {
    await openSheet();
    const screen = window.visualViewport;
    if (screen === null) throw new Error('This browser has no visual viewport.');
    vi.spyOn(screen, 'height', 'get').mockReturnValue(422);
    vi.spyOn(screen, 'scale', 'get').mockReturnValue(2);
    act(() => screen.dispatchEvent(new Event('resize')));
    expect(box().bottom).toBe(844);
  });

  it('is usable on 320 by 256 pixels, as at 400 % zoom', async () => {
    await page.viewport(320, 256);
    await openSheet();
    expect(box().top).toBeGreaterThanOrEqual(0);
    expect(box().left).toBe(0);
    expect(box().right).toBe(320);
    const send = page.getByRole('button', { name: 'Send' });
    send.element().focus();
    await expect.element(send).toBeInViewport();
    expect(sheet.element().scrollWidth).toBe(sheet.element().clientWidth);
  });
});

describe('<FeedbackBar surface />', () => {
  it('is a popover on a large screen by default', async () => {
    const { rerender } = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await dislike.click();
    await expect.element(sheet).toHaveAttribute('data-surface', 'popover');
    rerender(<FeedbackBar message={{ messageId: 'message-1' }} surface="sheet" />);
    await expect.element(sheet).toHaveAttribute('data-surface', 'sheet');
  });

  it('is a popover on a small screen on the host’s request', async () => {
    await page.viewport(390, 844);
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} surface="popover" />);
    await dislike.click();
    await expect.element(sheet).toHaveAttribute('data-surface', 'popover');
  });
});

async function openSheet(style: React.CSSProperties = {}): Promise<void> {
  renderFeedback(
    <div style={style}>
      <p data-testid="answer">An answer.</p>
      <FeedbackBar message={{ messageId: 'message-1' }} />
      <input aria-label="Composer" />
    </div>,
  );
  await dislike.click();
  await expect.element(sheet).toBeVisible();
  await Promise.all(
    sheet
      .element()
      .getAnimations()
      .map(({ finished }) => finished),
  );
}

function box(): DOMRect {
  return sheet.element().getBoundingClientRect();
}
