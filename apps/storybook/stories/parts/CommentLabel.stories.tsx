import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/CommentLabel',
  component: MessageFeedback.CommentLabel,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.CommentLabel />
<MessageFeedback.Comment />`,
      semantics:
        'The `label` of `Comment`. While a reason with `wantsComment` is checked, it invites the user to explain.',
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.CommentLabel>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <>
      <MessageFeedback.CommentLabel {...args} />
      <MessageFeedback.Comment />
    </>
  ),
  play: async (context) => {
    await expect(await barOf(context).comment()).toBeVisible();
  },
};

/**
 * A reason with `wantsComment`, such as "Something else", invites a comment. The comment stays
 * optional.
 */
export const Wanted: Story = {
  render: (args) => (
    <>
      <MessageFeedback.Reasons />
      <MessageFeedback.CommentLabel {...args} />
      <MessageFeedback.Comment />
    </>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await context.userEvent.click(await bar.reason('other'));
    await expect(await context.canvas.findByRole('textbox', { name: bar.words.commentWanted })).toBeVisible();
  },
};
