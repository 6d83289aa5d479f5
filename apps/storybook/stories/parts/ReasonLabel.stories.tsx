import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/ReasonLabel',
  component: MessageFeedback.ReasonLabel,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Reasons>
  …
  <MessageFeedback.ReasonLabel />
  <MessageFeedback.ReasonInput />
  <MessageFeedback.ReasonAdd />
</MessageFeedback.Reasons>`,
      semantics: 'The `label` of `ReasonInput`.',
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.ReasonLabel>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  render: (args) => (
    <>
      <MessageFeedback.ReasonLabel {...args} />
      <MessageFeedback.ReasonInput />
    </>
  ),
  play: async (context) => {
    const { words } = barOf(context);
    await expect(await context.canvas.findByRole('textbox', { name: words.customReason })).toBeVisible();
  },
};
