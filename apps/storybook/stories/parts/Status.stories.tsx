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
      'A `status`, rendered empty before its first text, so that screen readers observe it. Five quick presses cause at most two announcements. "Saved" is announced only once the server has stored the feedback.',
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

/** An error is shown as text, marked by `data-tone`, and does not disappear by itself. */
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
