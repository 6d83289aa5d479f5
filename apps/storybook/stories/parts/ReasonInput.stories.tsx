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
        'A `textbox`, named by `ReasonLabel`. The live region of `Reasons` announces why a reason cannot be added. The field accepts text beyond the limit, because cutting would break IMEs and pasted text.',
      keyboard: [['Enter', 'Adds the reason. While an IME is composing, Enter belongs to the IME.']],
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
    const input = await context.canvas.findByRole('textbox', { name: words.customReason });
    await context.userEvent.type(input, 'Too many emojis{Enter}');
    await expect(input).toHaveValue('');
    await expect(await context.canvas.findByText(words.reasonAdded)).toBeVisible();
  },
};

/**
 * The user can type beyond the upstream's limit, and the field shows by how much the text is too
 * long.
 */
export const TooLong: Story = {
  ...Default,
  play: async (context) => {
    const { words } = barOf(context);
    const input = await context.canvas.findByRole('textbox', { name: words.customReason });
    await context.userEvent.type(input, 'Many more emojis than I can stand{Enter}');
    await expect(await context.canvas.findByText(words.reasonTooLong(3))).toBeVisible();
    await expect(input).toBeInvalid();
  },
};
