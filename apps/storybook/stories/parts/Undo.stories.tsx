import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';

const meta = {
  title: 'Parts/Undo',
  component: MessageFeedback.Undo,
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }}>
  <MessageFeedback.Like />
  <MessageFeedback.Status />
  <MessageFeedback.Undo />
</MessageFeedback.Root>`,
    semantics:
      'A `button`. It comes with the thank-you and stays while the pointer or the focus is near. As it goes when pressed, focus moves to the button of the rating.',
    keyboard: [['Enter, Space', 'Takes the rating back.']],
    variables: ['accent'],
  }),
} satisfies Meta<typeof MessageFeedback.Undo>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback">
      <MessageFeedback.Like />
      <MessageFeedback.Status />
      <MessageFeedback.Undo {...args} />
    </MessageFeedback.Root>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await expect(await bar.button('undo')).toBeVisible();
  },
};
