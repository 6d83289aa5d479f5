import { page } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('CommentError', {
  element: <MessageFeedback.CommentError />,
  tag: 'p',
  state: { problem: 'too_long' },
  beside: (
    <>
      <MessageFeedback.Comment aria-label="Comment" />
      <MessageFeedback.Send />
    </>
  ),
  async arrange(dislike) {
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('x'.repeat(251));
    await page.getByRole('button', { name: 'Send' }).click();
  },
});
