import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';

it.each(['rgb(0 0 0 / 0.85)', 'rgba(255, 255, 255, 0.85)'])(
  'fills Send with an opaque colour where the host’s text is %s',
  async (color) => {
    const background = color.includes('255') ? '#141414' : '#fff';
    renderFeedback(
      <div style={{ color, background }}>
        <FeedbackBar message={{ messageId: 'message-1' }} surface="popover" />
      </div>,
    );
    await page.getByRole('button', { name: 'Bad response' }).click();
    const send = page.getByRole('button', { name: 'Send' });
    await expect.element(send).toBeVisible();
    expect(getComputedStyle(send.element()).backgroundColor).toMatch(/^rgb\(\d+, \d+, \d+\)$/);
  },
);
