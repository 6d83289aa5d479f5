import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/Comment',
  component: MessageFeedback.Comment,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.CommentLabel />
<MessageFeedback.Comment />
<MessageFeedback.CommentError />
<MessageFeedback.CharacterCount />`,
      semantics:
        'A multi-line `textbox`, named by `CommentLabel` and described by `CommentError`. It has no `maxlength` and takes its direction from the text.',
      keyboard: [
        ['Enter', 'Inserts a new line.'],
        ['Ctrl+Enter, ⌘+Enter', 'Sends, unless an IME is composing.'],
      ],
      variables: ['border', 'radius', 'danger'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.Comment>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <>
      <MessageFeedback.CommentLabel />
      <MessageFeedback.Comment {...args} />
    </>
  ),
  play: async (context) => {
    const comment = await barOf(context).comment();
    await context.userEvent.type(comment, 'One line{Enter}and another');
    await expect(comment).toHaveValue('One line\nand another');
  },
};

/** Arabic text in an English page is aligned to the right. */
export const DirectionFromText: Story = {
  ...Default,
  play: async (context) => {
    const comment = await barOf(context).comment();
    await context.userEvent.click(comment);
    await context.userEvent.paste('ينقص الجواب خطوة.');
    await expect(getComputedStyle(comment).direction).toBe('rtl');
  },
};
