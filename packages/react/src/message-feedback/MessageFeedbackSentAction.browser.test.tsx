import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { MessageFeedback, type MessageFeedbackRootProps } from '../index.ts';

const again = page.getByRole('button', { name: 'Try again' });

// Not `describePart`: the part is there only after Send.
describe('<MessageFeedback.SentAction />', () => {
  it('shows what Root offers after Send, with its own props and element', async () => {
    await send({ sentAction: ({ comment }) => <button type="button">Try again: {comment}</button> });
    await expect.element(again).toHaveTextContent('Try again: It is 42.');
    const part = again.element().parentElement;
    expect(part?.tagName).toBe('EM');
    expect(part?.className).toBe('offer dislike');
  });

  it('shows what the provider offers, and nothing before Send', async () => {
    const offered = () => <button type="button">Try again</button>;
    await send({}, offered);
    await expect.element(again).toBeVisible();
  });

  it('is absent where nothing is offered', async () => {
    await send({ sentAction: () => null });
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    expect(document.querySelector('.offer')).toBeNull();
  });

  it('offers nothing if the host’s function throws, and the bar stays', async () => {
    const reported = vi.spyOn(globalThis, 'reportError').mockImplementation(() => {});
    const problem = new Error('Their own bug.');
    await send({
      sentAction() {
        throw problem;
      },
    });
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    expect(reported).toHaveBeenCalledWith(problem);
    reported.mockRestore();
  });
});

async function send(
  props: Pick<MessageFeedbackRootProps, 'sentAction'>,
  ofProvider?: MessageFeedbackRootProps['sentAction'],
): Promise<void> {
  renderFeedback(
    <MessageFeedback.Root message={{ messageId: 'message-1' }} {...props}>
      <MessageFeedback.Like />
      <MessageFeedback.Dislike />
      <MessageFeedback.Status />
      <MessageFeedback.SentAction className={({ rating }) => `offer ${rating}`} render={<em />} />
      <MessageFeedback.Details>
        <MessageFeedback.DetailsTitle />
        <MessageFeedback.Comment aria-label="Comment" />
        <MessageFeedback.Send />
      </MessageFeedback.Details>
    </MessageFeedback.Root>,
    { sentAction: ofProvider },
  );
  await page.getByRole('button', { name: 'Bad response' }).click();
  await page.getByRole('textbox', { name: 'Comment' }).fill('It is 42.');
  await expect.element(again).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Send' }).click();
}
