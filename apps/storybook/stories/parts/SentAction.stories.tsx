import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';

const meta = {
  title: 'Parts/SentAction',
  component: MessageFeedback.SentAction,
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }} sentAction={offer}>
  <MessageFeedback.Dislike />
  <MessageFeedback.Status />
  <MessageFeedback.SentAction />
  <MessageFeedback.Details>…</MessageFeedback.Details>
</MessageFeedback.Root>`,
    semantics:
      'A `span` around what `sentAction` returns, with the thank-you after Send. If it disappears while it has focus, focus moves to the rating button.',
    variables: [],
  }),
} satisfies Meta<typeof MessageFeedback.SentAction>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <MessageFeedback.Root
      message={{ messageId: 'message-1' }}
      className="message-feedback"
      sentAction={() => (
        <button type="button" lang="en">
          Try again with this feedback
        </button>
      )}
    >
      <MessageFeedback.Dislike />
      <MessageFeedback.Status />
      <MessageFeedback.SentAction {...args} />
      <MessageFeedback.Details className="message-feedback-details">
        <MessageFeedback.DetailsTitle />
        <MessageFeedback.CommentLabel />
        <MessageFeedback.Comment />
        <MessageFeedback.Send />
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await context.userEvent.type(await bar.comment(), 'Show me the steps.');
    await bar.click('send');
    await expect(await context.canvas.findByText('Try again with this feedback')).toBeVisible();
  },
};
