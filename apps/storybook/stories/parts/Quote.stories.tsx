import { MessageFeedback, useSelectedPassage } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import * as React from 'react';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const ANSWER = 'The Eiffel Tower was completed in 1887 and is about 330 metres tall.';

const meta = {
  title: 'Parts/Quote',
  component: MessageFeedback.Quote,
  decorators: [inForm],
  args: { passage: 'completed in 1887' },
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Quote passage={useSelectedPassage(answer)} />
<MessageFeedback.CommentLabel />
<MessageFeedback.Comment />`,
      semantics: 'A `button`. It is absent while no text is selected, and focus moves to the comment field.',
      keyboard: [['Enter, Space', 'Quotes the selected text above the comment.']],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.Quote>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <>
      <MessageFeedback.Quote {...args} />
      <MessageFeedback.CommentLabel />
      <MessageFeedback.Comment />
    </>
  ),
  play: async (context) => {
    await context.userEvent.click(await barOf(context).button('quote'));
    const comment = await barOf(context).comment();
    await expect(comment).toHaveValue('> completed in 1887\n');
    await waitFor(() => expect(comment).toHaveFocus());
  },
};

/** Select some words of the answer. */
export const SelectedText: Story = {
  render: (args) => <Answer {...args} />,
  play: async (context) => {
    const text = (await context.canvas.findByText(ANSWER)).firstChild as Text;
    const start = ANSWER.indexOf('completed in 1887');
    getSelection()?.setBaseAndExtent(text, start, text, start + 'completed in 1887'.length);
    await context.userEvent.click(await barOf(context).button('quote'));
    const comment = await barOf(context).comment();
    await context.userEvent.type(comment, 'It was 1889.');
    await expect(comment).toHaveValue('> completed in 1887\nIt was 1889.');
  },
};

function Answer(props: React.ComponentProps<typeof MessageFeedback.Quote>) {
  const answer = React.useRef<HTMLParagraphElement>(null);
  return (
    <>
      <p lang="en" dir="ltr" ref={answer}>
        {ANSWER}
      </p>
      <MessageFeedback.Quote {...props} passage={useSelectedPassage(answer)} />
      <MessageFeedback.CommentLabel />
      <MessageFeedback.Comment />
    </>
  );
}
