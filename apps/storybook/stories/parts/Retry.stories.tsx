import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { failAlways, retryAtOnce } from '../../src/failing-server.ts';
import { partGuide } from '../../src/part-guide.ts';
import { feedback } from '../../src/withScriptedServer.tsx';

const meta = {
  title: 'Parts/Retry',
  component: MessageFeedback.Retry,
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }}>
  <MessageFeedback.Like />
  <MessageFeedback.Status />
  <MessageFeedback.Retry />
</MessageFeedback.Root>`,
    semantics:
      'A `button`, shown while feedback is unsent. It disappears when pressed, and focus moves to the rating button.',
    keyboard: [['Enter, Space', 'Sends the unsent feedback at once.']],
    variables: ['accent'],
  }),
} satisfies Meta<typeof MessageFeedback.Retry>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  parameters: feedback({ script: failAlways }),
  beforeEach: retryAtOnce,
  render: (args) => (
    <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback">
      <MessageFeedback.Like />
      <MessageFeedback.Status />
      <MessageFeedback.Retry {...args} />
    </MessageFeedback.Root>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await expect(await bar.button('retry')).toBeVisible();
  },
};
