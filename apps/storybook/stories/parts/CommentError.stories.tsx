import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/CommentError',
  component: MessageFeedback.CommentError,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.CommentLabel />
<MessageFeedback.Comment />
<MessageFeedback.CommentError />
<MessageFeedback.Send />`,
      semantics:
        'Text that describes the comment (`aria-describedby`). It appears when the user presses Send, and focus moves to the comment.',
      variables: ['danger'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.CommentError>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <>
      <MessageFeedback.CommentLabel />
      <MessageFeedback.Comment />
      <MessageFeedback.CommentError {...args} />
      <MessageFeedback.Send />
    </>
  ),
  play: async (context) => {
    const bar = barOf(context);
    const comment = await bar.comment();
    await context.userEvent.click(comment);
    await context.userEvent.paste('The answer leaves out the second step. '.repeat(7));
    await bar.click('send');
    await expect(comment).toHaveAccessibleDescription(bar.words.commentTooLong(22));
    await expect(comment).toHaveFocus();
  },
};
