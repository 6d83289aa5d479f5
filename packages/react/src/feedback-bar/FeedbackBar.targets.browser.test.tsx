import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';

describe('<FeedbackBar />', () => {
  it('has no target smaller than 24 by 24 pixels', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
    await page.getByRole('button', { name: 'Bad response' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    const targets = [
      ...page.getByRole('button').elements(),
      ...page.getByRole('checkbox').elements(),
      ...page.getByRole('textbox').elements(),
    ];
    const sizes = targets.map((target) => {
      const { width, height } = target.getBoundingClientRect();
      return { target, smallest: Math.min(width, height) };
    });
    expect(sizes.length).toBeGreaterThan(10);
    expect(sizes.filter(({ smallest }) => smallest < 24)).toEqual([]);
  });
});
