import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { feedback } from '../../src/withScriptedServer.tsx';

const meta = {
  title: 'Parts/Status',
  component: MessageFeedback.Status,
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }}>
  <MessageFeedback.Like />
  <MessageFeedback.Status />
</MessageFeedback.Root>`,
    semantics:
      'A `status`, there and empty before it first speaks, so that screen readers know it. Five quick presses make at most two announcements; "saved" is said only when the server has it durably.',
    variables: ['muted', 'danger'],
  }),
} satisfies Meta<typeof MessageFeedback.Status>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Saved: Story = {
  render: (args) => (
    <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback">
      <MessageFeedback.Like />
      <MessageFeedback.Status {...args} />
    </MessageFeedback.Root>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await expect(bar.status()).toBeEmptyDOMElement();
    await bar.press('like');
    await bar.says(bar.words.saved);
  },
};

/** What could not be saved is said in words and told apart by `data-tone`, and does not go away by itself. */
export const Refused: Story = {
  ...Saved,
  parameters: feedback({ script: (submit) => submit.failNext('message_not_found') }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.refused.message_not_found);
    await expect(bar.status()).toHaveAttribute('data-tone', 'error');
  },
};
