import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/ReasonInput',
  component: MessageFeedback.ReasonInput,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Reasons>
  …
  <MessageFeedback.ReasonLabel />
  <MessageFeedback.ReasonInput />
  <MessageFeedback.ReasonAdd />
</MessageFeedback.Reasons>`,
      semantics:
        'A `textbox`, named by `ReasonLabel`. What keeps a reason from being added is said in the live region of `Reasons`. It takes more than fits, as cutting would break input methods and pasted text.',
      keyboard: [['Enter', 'Adds the reason; while an input method composes, Enter belongs to that.']],
      variables: ['border', 'radius', 'danger'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.ReasonInput>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <MessageFeedback.Reasons>
      <MessageFeedback.ReasonLabel />
      <MessageFeedback.ReasonInput {...args} />
    </MessageFeedback.Reasons>
  ),
  play: async (context) => {
    const { words } = barOf(context);
    const input = await context.canvas.findByRole('textbox', { name: words.ownReason });
    await context.userEvent.type(input, 'Too many emojis{Enter}');
    await expect(input).toHaveValue('');
    await expect(await context.canvas.findByText(words.reasonAdded)).toBeVisible();
  },
};

/** Over the limit of the upstream one may go on typing, and is told by how much it is too long. */
export const TooLong: Story = {
  ...Default,
  play: async (context) => {
    const { words } = barOf(context);
    const input = await context.canvas.findByRole('textbox', { name: words.ownReason });
    await context.userEvent.type(input, 'Many more emojis than I can stand{Enter}');
    await expect(await context.canvas.findByText(words.reasonTooLong(3))).toBeVisible();
    await expect(input).toBeInvalid();
  },
};
