import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/Send',
  component: MessageFeedback.Send,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Details>
  …
  <MessageFeedback.Send />
  <MessageFeedback.Close />
</MessageFeedback.Details>`,
      semantics:
        'A `button`. It also works with nothing added. If the comment cannot be sent, an error appears at the comment, and focus moves there.',
      keyboard: [['Enter, Space', 'Sends the rating with its reasons and comment.']],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.Send>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  play: async (context) => {
    await expect(await barOf(context).button('send')).toBeVisible();
  },
};
