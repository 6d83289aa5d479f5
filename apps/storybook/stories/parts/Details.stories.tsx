import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';

const meta = {
  title: 'Parts/Details',
  component: MessageFeedback.Details,
  args: { className: 'message-feedback-details' },
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }} surface="auto">
  <MessageFeedback.Dislike />
  <MessageFeedback.Details>
    <MessageFeedback.DetailsTitle />
    <MessageFeedback.Reasons />
    <MessageFeedback.CommentLabel />
    <MessageFeedback.Comment />
    <MessageFeedback.CommentError />
    <MessageFeedback.CharacterCount />
    <MessageFeedback.Send />
    <MessageFeedback.Close />
  </MessageFeedback.Details>
</MessageFeedback.Root>`,
    semantics:
      'A non-modal `dialog`, or a `group` if inline, named by `DetailsTitle`. Focus moves into it when it opens and back to the pressed button when it closes, without passing through `<body>`.',
    keyboard: [
      [
        'Escape',
        'Closes and keeps the rating and the draft. While an IME is composing, Escape belongs to the IME.',
      ],
      ['Tab', 'Moves through reasons, comment, Send and Close, and on to the element after the bar.'],
    ],
    variables: ['surface', 'page', 'border', 'radius', 'layer'],
  }),
} satisfies Meta<typeof MessageFeedback.Details>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  decorators: [
    (Story) => (
      <div style={{ paddingBlockStart: '14rem' }}>
        <Story />
      </div>
    ),
  ],
  render: (args) => (
    <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback" surface="popover">
      <MessageFeedback.Dislike />
      <MessageFeedback.Details {...args}>
        <MessageFeedback.DetailsTitle />
        <MessageFeedback.CommentLabel />
        <MessageFeedback.Comment />
        <MessageFeedback.Send />
        <MessageFeedback.Close />
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('dislike');
    const details = await bar.details();
    await waitFor(() => expect(details).toContainElement(document.activeElement as HTMLElement));
    await context.userEvent.keyboard('{Escape}');
    await bar.detailsAreClosed();
    await expect(await bar.dislike()).toHaveFocus();
    await bar.press('dislike');
    await bar.press('dislike');
    await bar.details();
  },
};
