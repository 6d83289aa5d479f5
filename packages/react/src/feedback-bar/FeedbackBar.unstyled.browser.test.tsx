import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeClock } from '../../test/fake-clock.ts';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { en } from '../locales/en.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

describe('<FeedbackBar /> without styles.css', () => {
  beforeEach(() => {
    fakeClock();
    withoutStyles();
  });

  it('shows each text of the details once, and none that is for screen readers only', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} surface="inline" />);
    await page.getByRole('button', { name: en.rating.dislike }).click();
    await page.getByRole('button', { name: en.addDetails }).click();
    await expect.element(page.getByRole('group', { name: en.reasonsLegend })).toBeVisible();
    await userEvent.fill(page.getByRole('textbox', { name: en.comment }), 'x'.repeat(222));
    vi.advanceTimersByTime(1_000);
    await expect.element(page.getByText(en.charactersLeft(28)).nth(1)).toBeInTheDocument();
    expect(seenTexts()).toEqual([
      en.detailsTitle.dislike,
      en.detailsDescription,
      ...en.reasons.dislike.map(({ label }) => label),
      en.comment,
      en.send,
      en.close,
      en.charactersLeft(28),
    ]);
  });
});

/** Turns off every stylesheet of the page. */
function withoutStyles(): void {
  const sheets = [...document.styleSheets];
  for (const sheet of sheets) sheet.disabled = true;
  onTestFinished(() => {
    for (const sheet of sheets) sheet.disabled = false;
  });
}

/** The texts of the panel, except those in an element without room on the screen, and in fields. */
function seenTexts(): string[] {
  const panel = document.querySelector('.message-feedback-details') as Element;
  const nodes = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  const seen: string[] = [];
  while (nodes.nextNode()) {
    const parent = nodes.currentNode.parentElement as Element;
    const hasRoom = parent.getBoundingClientRect().width > 1;
    if (hasRoom && !parent.matches('textarea')) seen.push(nodes.currentNode.textContent ?? '');
  }
  return seen;
}
