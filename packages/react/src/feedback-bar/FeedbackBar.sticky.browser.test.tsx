import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import type { DetailsSurface } from '../bar/useBar.ts';
import { en } from '../locales/en.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const composer = page.getByRole('textbox', { name: 'Composer' });

// WCAG 2.4.11: the focused element is not hidden.
describe.each<DetailsSurface>(['popover', 'sheet', 'inline'])(
  'with a %s on a page with a sticky composer',
  (surface) => {
    beforeEach(() => page.viewport(480, 480));

    it('never puts focus below the composer, from the first button to the last field', async () => {
      renderPage(surface);
      await press('{Tab}');
      expectSeen('Good response');
      await press('{Tab}');
      expectSeen('Bad response');
      await press('{Enter}');
      if (surface === 'inline') {
        await expect.element(page.getByRole('button', { name: 'Add details' })).toBeVisible();
        await press('{Tab}{Enter}');
      }
      await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
      // A popover is far above the page until Radix has placed it.
      await expect.poll(() => document.activeElement?.getBoundingClientRect().top).toBeGreaterThanOrEqual(0);
      for (const name of ['Not correct', 'Incomplete', 'Not what I asked', 'Hard to understand']) {
        expectSeen(name);
        await press('{Tab}');
      }
      for (const name of ['Harmful or offensive', 'Something else', 'Comment', 'Send']) {
        expectSeen(name);
        await press('{Tab}');
      }
      expectSeen('Close');
      await press('{Escape}');
      expectSeen(surface === 'inline' ? 'Add details' : 'Bad response');
    });

    it('does not hide the composer when Tab reaches it', async () => {
      renderPage(surface);
      await press('{Tab}{Tab}{Enter}');
      if (surface === 'inline') {
        await expect.element(page.getByRole('button', { name: 'Add details' })).toBeVisible();
        await press('{Tab}{Enter}');
      }
      await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
      page.getByRole('button', { name: 'Close' }).element().focus();
      await press('{Tab}');
      await expect.element(composer).toHaveFocus();
      await expect.poll(() => expectSeen('Composer')).toBeUndefined();
    });
  },
);

describe.each<DetailsSurface>(['popover', 'sheet'])('with a low %s', (surface) => {
  it('shows why a comment was refused, above the row with Send', async () => {
    await page.viewport(480, 520);
    renderPage(surface, { ...en, commentTooLong: (count) => `${en.commentTooLong(count)} `.repeat(3) });
    await press('{Tab}{Tab}{Enter}');
    const comment = page.getByRole('textbox', { name: 'Comment' });
    await comment.fill('x'.repeat(260));
    await press('{Tab}{Enter}');
    await expect.element(comment).toHaveFocus();
    const error = page.getByText(/too long/).element();
    const send = page.getByRole('button', { name: 'Send' }).element();
    expect(error.getBoundingClientRect().height).toBeGreaterThan(30);
    expect(error.getBoundingClientRect().bottom).toBeLessThanOrEqual(send.getBoundingClientRect().top);
  });
});

function renderPage(surface: DetailsSurface, labels = en): void {
  renderFeedback(
    <>
      <p style={{ blockSize: 460 }}>A long answer.</p>
      <FeedbackBar message={{ messageId: 'message-1' }} surface={surface} labels={labels} />
      <p style={{ blockSize: 900 }}>A longer one.</p>
      <div style={{ position: 'sticky', insetBlockEnd: 0, blockSize: 80, background: 'Canvas' }}>
        <input aria-label="Composer" />
      </div>
    </>,
  );
  // Scrolled to the top.
  window.scrollTo(0, 0);
}

/** Whether this element has focus and is fully visible, above or in front of the composer. */
function expectSeen(name: string): void {
  const focused = document.activeElement as HTMLElement;
  const label = (focused as HTMLInputElement).labels?.[0]?.textContent;
  expect(focused.ariaLabel ?? label ?? focused.textContent).toBe(name);
  const { left, top, width, bottom } = focused.getBoundingClientRect();
  expect(top).toBeGreaterThanOrEqual(0);
  // One pixel inside, because the next element may begin at the edge.
  for (const y of [top + 1, bottom - 1]) {
    const hit = document.elementFromPoint(left + width / 2, y);
    expect(focused.contains(hit) || hit?.contains(focused), `${name} is under ${hit?.outerHTML}`).toBe(true);
  }
}

async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys);
}
