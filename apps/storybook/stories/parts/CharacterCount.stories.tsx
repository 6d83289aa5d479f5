import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/CharacterCount',
  component: MessageFeedback.CharacterCount,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.CommentLabel />
<MessageFeedback.Comment />
<MessageFeedback.CharacterCount />`,
      semantics:
        'Updated at once; announced by a polite live region from 80 % of the limit on, after a pause in typing.',
      variables: ['muted', 'danger'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.CharacterCount>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <>
      <MessageFeedback.CommentLabel />
      <MessageFeedback.Comment />
      <MessageFeedback.CharacterCount {...args} />
    </>
  ),
  play: async (context) => {
    const bar = barOf(context);
    await context.userEvent.click(await bar.comment());
    await context.userEvent.paste('x'.repeat(210));
    await waitFor(() => expect(context.canvas.getAllByText(bar.words.charactersLeft(40))[0]).toBeVisible());
  },
};

export const Over: Story = {
  ...Default,
  play: async (context) => {
    const bar = barOf(context);
    await context.userEvent.click(await bar.comment());
    await context.userEvent.paste('x'.repeat(253));
    const [seen] = await context.canvas.findAllByText(bar.words.charactersOver(3));
    await expect(seen).toBeVisible();
  },
};
