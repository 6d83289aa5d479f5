import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/ReasonAdd',
  component: MessageFeedback.ReasonAdd,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Reasons>
  …
  <MessageFeedback.ReasonLabel />
  <MessageFeedback.ReasonInput />
  <MessageFeedback.ReasonAdd />
</MessageFeedback.Reasons>`,
      semantics: 'A `button`, for users without an Enter key. Focus returns to the field.',
      keyboard: [['Enter, Space', 'Adds the text of the field to the reasons.']],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.ReasonAdd>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <MessageFeedback.Reasons>
      <MessageFeedback.ReasonLabel />
      <MessageFeedback.ReasonInput />
      <MessageFeedback.ReasonAdd {...args} />
    </MessageFeedback.Reasons>
  ),
  play: async (context) => {
    const { canvas, userEvent } = context;
    const { words } = barOf(context);
    const input = await canvas.findByRole('textbox', { name: words.customReason });
    await userEvent.type(input, 'Too many emojis');
    await userEvent.click(canvas.getByRole('button', { name: words.addReason }));
    await expect(await canvas.findByText(words.reasonAdded)).toBeVisible();
    await waitFor(() => expect(input).toHaveFocus());
  },
};
