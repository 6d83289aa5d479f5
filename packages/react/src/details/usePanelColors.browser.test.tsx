import * as React from 'react';
import { expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';
import { MessageFeedback } from '../index.ts';

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

it.each([
  ['greyed on a dark page', '#a1a1a1', '#0a0a0a', 'rgb(255, 255, 255)'],
  ['greyed on a light page', '#737373', '#fff', 'rgb(0, 0, 0)'],
  ['as usual on a dark page', '#d1d5db', '#111827', 'rgb(209, 213, 219)'],
  ['as usual on a light page', '#374151', '#fff', 'rgb(55, 65, 81)'],
])(
  'in a row whose text is %s, the panel’s text is as dark or light as text',
  async (_, color, background, text) => {
    renderFeedback(
      <div style={{ color, background }}>
        <FeedbackBar message={{ messageId: 'message-1' }} surface="popover" />
      </div>,
    );
    await page.getByRole('button', { name: 'Bad response' }).click();
    await expect.element(page.getByRole('heading')).toHaveStyle({ color: text });
    await expect.element(page.getByRole('button', { name: 'Send' })).toHaveStyle({ backgroundColor: text });
  },
);

it('leaves the variables that the host sets on the details', async () => {
  const blue = { '--message-feedback-page': 'rgb(0, 0, 255)' } as React.CSSProperties;
  renderFeedback(
    <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback">
      <MessageFeedback.Dislike />
      <MessageFeedback.Details className="message-feedback-details" style={blue}>
        <MessageFeedback.DetailsTitle />
      </MessageFeedback.Details>
    </MessageFeedback.Root>,
  );
  await page.getByRole('button', { name: 'Bad response' }).click();
  await expect.element(page.getByRole('heading')).toBeVisible();
  const panel = page.getByRole('dialog').element() as HTMLElement;
  document.documentElement.dataset.theme = 'dark'; // The colours are read again.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  delete document.documentElement.dataset.theme;
  expect(panel.style.getPropertyValue('--message-feedback-page')).toBe('rgb(0, 0, 255)');
});

it('reads the colours again after a change of the theme, in StrictMode too', async () => {
  document.body.style.background = '#fff';
  onTestFinished(() => document.body.removeAttribute('style'));
  renderFeedback(
    <React.StrictMode>
      <FeedbackBar message={{ messageId: 'message-1' }} surface="popover" />
    </React.StrictMode>,
  );
  await page.getByRole('button', { name: 'Bad response' }).click();
  await expect.element(page.getByRole('heading')).toBeVisible();
  const panel = page.getByRole('dialog').element() as HTMLElement;
  document.body.style.background = 'rgb(10, 10, 10)';
  const color = () => panel.style.getPropertyValue('--message-feedback-page');
  await expect.poll(color).toMatch(/^rgb\(10,? 10,? 10\)$/);
});
