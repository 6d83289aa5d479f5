import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback, type MessageFeedbackDetailsProps } from '../index.ts';

describePart('Details', {
  element: (
    <MessageFeedback.Details>
      <MessageFeedback.DetailsTitle />
    </MessageFeedback.Details>
  ),
  tag: 'div',
  state: { surface: 'popover' },
  arrange: (dislike) => dislike.click(),
  // Radix positions it with a wrapper element.
  apart: { styled: (part) => part },
});

describe('<MessageFeedback.Details />', () => {
  const dialog = page.getByRole('dialog', { name: 'What went wrong?' });

  it('stays open when the host’s onEscapeKeyDown prevents closing', async () => {
    await openDetails({ onEscapeKeyDown: (event) => event.preventDefault() });
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).toBeVisible();
  });

  it('stays open when the app moves focus, as it may when a message arrives', async () => {
    await openDetails({});
    page.getByRole('textbox', { name: 'Composer' }).element().focus();
    await expect.element(page.getByRole('textbox', { name: 'Composer' })).toHaveFocus();
    await expect.element(dialog).toBeVisible();
  });

  it('renders into the host’s container, and still returns focus', async () => {
    const container = document.body.appendChild(document.createElement('div'));
    await openDetails({ container });
    expect(container.contains(dialog.element())).toBe(true);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Bad response' })).toHaveFocus();
    container.remove();
  });
});

describe('<MessageFeedback.Details /> with ids of the host', () => {
  it('keeps its name, the names of its fields, and moves focus to the field with a problem', async () => {
    // As a host without TypeScript may write it, or in the element of `render`.
    const theirs = (id: string) => ({ id }) as object;
    await openDetails({
      children: (
        <>
          <MessageFeedback.DetailsTitle {...theirs('title')} />
          <MessageFeedback.Reasons {...theirs('reasons')}>
            <MessageFeedback.ReasonLabel />
            <MessageFeedback.ReasonInput {...theirs('reason')} />
          </MessageFeedback.Reasons>
          <MessageFeedback.CommentLabel />
          <MessageFeedback.Comment render={<textarea id="comment" />} />
          <MessageFeedback.CommentError {...theirs('error')} />
          <MessageFeedback.Send />
        </>
      ),
    });
    await expect.element(page.getByRole('dialog', { name: 'What went wrong?' })).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Your own reason' })).toBeVisible();
    const comment = page.getByRole('textbox', { name: 'Comment' });
    await comment.fill('x'.repeat(260));
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(comment).toHaveFocus();
    await expect
      .element(comment)
      .toHaveAccessibleDescription('The comment is too long. Shorten it by 10 characters.');
  });
});

async function openDetails(props: MessageFeedbackDetailsProps): Promise<void> {
  renderFeedback(
    <>
      <MessageFeedback.Root message={{ messageId: 'message-1' }}>
        <MessageFeedback.Dislike />
        <MessageFeedback.Details {...props}>
          {props.children ?? <MessageFeedback.DetailsTitle />}
        </MessageFeedback.Details>
      </MessageFeedback.Root>
      <input aria-label="Composer" />
    </>,
  );
  await page.getByRole('button', { name: 'Bad response' }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
}
