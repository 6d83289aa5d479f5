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
      'A `button`, shown with the thank-you and as long as the bar is hovered or focused. It disappears when pressed, and focus moves to the rating button.',
    keyboard: [['Enter, Space', 'Revokes the rating.']],
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
