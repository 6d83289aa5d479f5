import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';

const meta = {
  title: 'Parts/Root',
  component: MessageFeedback.Root,
  args: { message: { messageId: 'message-1' }, className: 'message-feedback' },
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }}>
  <MessageFeedback.Like />
  <MessageFeedback.Dislike />
  <MessageFeedback.Status />
  <MessageFeedback.Undo />
  <MessageFeedback.Retry />
  <MessageFeedback.DetailsTrigger />
  <MessageFeedback.Details>…</MessageFeedback.Details>
</MessageFeedback.Root>`,
    semantics: 'A `group`, named by the labels ("Rate this response"). `message={null}` renders nothing.',
    variables: ['text', 'size', 'gap', 'font-size'],
  }),
} satisfies Meta<typeof MessageFeedback.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The smallest bar: two buttons and a status. */
export const Default: Story = {
  render: (args) => (
    <MessageFeedback.Root {...args}>
      <MessageFeedback.Like />
      <MessageFeedback.Dislike />
      <MessageFeedback.Status />
    </MessageFeedback.Root>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.saved);
    await expect(context.canvas.getByRole('group', { name: bar.words.group })).toHaveAttribute(
      'data-rating',
      'like',
    );
  },
};

/** A host can offer only one rating. */
export const OneSided: Story = {
  ...Default,
  render: (args) => (
    <MessageFeedback.Root {...args}>
      <MessageFeedback.Like />
      <MessageFeedback.Status />
    </MessageFeedback.Root>
  ),
};
