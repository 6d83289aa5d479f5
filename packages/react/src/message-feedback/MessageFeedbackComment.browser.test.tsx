import { fireEvent } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { FeedbackBar, MessageFeedback } from '../index.ts';

describePart('Comment', {
  element: <MessageFeedback.Comment />,
  tag: 'textarea',
  state: { over: false, invalid: false },
  arrange: (dislike) => dislike.click(),
  act: {
    handler: 'onChange',
    perform: (part) => userEvent.fill(part, 'a'),
    observe: (part) => (part as HTMLTextAreaElement).value,
  },
});

describe('<MessageFeedback.Comment />', () => {
  const dialog = page.getByRole('dialog');
  const comment = page.getByRole('textbox', { name: 'Comment' });

  it('inserts a line break with Enter and sends with Ctrl+Enter', async () => {
    const { submit } = await openComment();
    await userEvent.type(comment, 'One{Enter}Two');
    await expect.element(comment).toHaveValue('One\nTwo');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.poll(() => submit.received.at(-1)?.feedback.comment).toBe('One\nTwo');
  });

  it('sends with ⌘+Enter', async () => {
    const { submit } = await openComment();
    await userEvent.type(comment, 'One{Meta>}{Enter}{/Meta}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.poll(() => submit.received.at(-1)?.feedback.comment).toBe('One');
  });

  it.each([
    ['while it is composing', { isComposing: true }],
    ['when the key that ended the composition arrives late, as in Safari', { keyCode: 229 }],
  ])('leaves Enter and Escape to the IME %s', async (_when, composing) => {
    const { submit } = await openComment();
    await comment.fill('误');
    const keys = { bubbles: true, cancelable: true, ...composing };
    fireEvent.keyDown(comment.element(), { key: 'Enter', ctrlKey: true, ...keys });
    fireEvent.keyDown(comment.element(), { key: 'Escape', ...keys });
    await expect.element(dialog).toBeVisible();
    await expect.poll(() => submit.received).toHaveLength(1);
    fireEvent.keyDown(comment.element(), { key: 'Escape', keyCode: 27 });
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it.each([
    ['by itself', true],
    ['in a browser without `field-sizing`', false],
  ])('grows with its text %s, up to a few lines', async (_how, known) => {
    await openComment();
    const field = comment.element() as HTMLTextAreaElement;
    if (!known) field.style.setProperty('field-sizing', 'fixed');
    const before = field.offsetHeight;
    await comment.fill('One\nTwo\nThree\nFour\nFive\nSix');
    expect(field.offsetHeight).toBeGreaterThan(before);
    await expect.poll(() => field.scrollHeight - field.clientHeight).toBeLessThanOrEqual(2);
    await comment.fill('One more\n'.repeat(20));
    expect(field.offsetHeight).toBeLessThanOrEqual(192);
    await comment.fill('');
    expect(field.offsetHeight).toBeLessThan(before + 10);
  });

  it('grows with its text without the stylesheet of the kit', async () => {
    renderFeedback(
      <MessageFeedback.Root message={{ messageId: 'message-1' }}>
        <MessageFeedback.Dislike>Bad</MessageFeedback.Dislike>
        <MessageFeedback.Details>
          <MessageFeedback.DetailsTitle />
          <MessageFeedback.Comment aria-label="Comment" rows={3} />
        </MessageFeedback.Details>
      </MessageFeedback.Root>,
    );
    await page.getByRole('button', { name: 'Bad' }).click();
    await comment.fill('One\nTwo\nThree\nFour\nFive\nSix');
    const field = comment.element();
    await expect.poll(() => field.scrollHeight - field.clientHeight).toBeLessThanOrEqual(2);
  });

  it('accepts text over the limit, from pasting and from IMEs', async () => {
    await openComment();
    await comment.fill('误'.repeat(300));
    await expect.element(comment).toHaveValue('误'.repeat(300));
    await expect.element(comment).not.toHaveAttribute('aria-invalid');
  });
});

async function openComment() {
  const rendered = renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} />);
  await page.getByRole('button', { name: 'Bad response' }).click();
  await expect.element(page.getByRole('textbox', { name: 'Comment' })).toBeVisible();
  return rendered;
}
