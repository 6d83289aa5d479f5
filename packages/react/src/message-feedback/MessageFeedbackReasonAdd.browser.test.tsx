import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { FeedbackBar, MessageFeedback } from '../index.ts';

describePart('ReasonAdd', {
  element: <MessageFeedback.ReasonAdd />,
  tag: 'button',
  beside: <MessageFeedback.ReasonInput aria-label="Own" />,
  async arrange(dislike) {
    await dislike.click();
    await page.getByRole('textbox', { name: 'Own' }).fill('Too long');
  },
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: () => (page.getByRole('textbox', { name: 'Own' }).element() as HTMLInputElement).value,
  },
});

describe('<MessageFeedback.ReasonAdd />', () => {
  it('adds the text, and returns focus to the field', async () => {
    renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />, { reasons: { allowCustom: true } });
    await page.getByRole('button', { name: 'Bad response' }).click();
    const field = page.getByRole('textbox', { name: 'Your own reason' });
    await field.fill('Too polite');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.element(page.getByRole('checkbox', { name: 'Too polite' })).toBeChecked();
    await expect.element(field).toHaveValue('');
    await expect.element(field).toHaveFocus();
  });
});
