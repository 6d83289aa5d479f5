import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback, type MessageFeedbackDetailsProps } from '../index.ts';

describePart('DetailsDescription', {
  element: <MessageFeedback.DetailsDescription />,
  tag: 'p',
});

describe('<MessageFeedback.DetailsDescription />', () => {
  it.each(['popover', 'sheet'] as const)('describes a %s', async (surface) => {
    const dialog = await openDetails({ surface });
    await expect.element(dialog).toHaveAccessibleDescription('Every comment is read.');
  });

  it('leaves the host’s own description alone', async () => {
    const dialog = await openDetails({ 'aria-describedby': 'theirs' });
    await expect.element(dialog).toHaveAccessibleDescription('Their own.');
  });

  it('leaves an element of the host around it alone', async () => {
    await openDetails({ 'aria-describedby': 'theirs', surface: 'inline' });
    await expect.element(page.getByText('Every comment is read.')).toBeVisible();
    const around = page.getByRole('region', { name: 'Chat' }).element();
    expect(around.hasAttribute('aria-describedby')).toBe(false);
  });
});

async function openDetails(props: MessageFeedbackDetailsProps) {
  renderFeedback(
    <section aria-labelledby="chat">
      <h1 id="chat">Chat</h1>
      <MessageFeedback.Root message={{ messageId: 'message-1' }}>
        <MessageFeedback.Dislike />
        <p id="theirs">Their own.</p>
        <MessageFeedback.Details {...props}>
          <MessageFeedback.DetailsTitle />
          <MessageFeedback.DetailsDescription>Every comment is read.</MessageFeedback.DetailsDescription>
        </MessageFeedback.Details>
      </MessageFeedback.Root>
    </section>,
  );
  await page.getByRole('button', { name: 'Bad response' }).click();
  return page.getByRole('dialog', { name: 'What went wrong?' });
}
