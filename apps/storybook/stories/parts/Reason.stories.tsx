import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/Reason',
  component: MessageFeedback.Reason,
  args: { reason: 'Incomplete' },
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Reasons>
  <MessageFeedback.Reason reason="Incomplete" />
  <MessageFeedback.Reason reason="Too slow">🐌 Too slow</MessageFeedback.Reason>
</MessageFeedback.Reasons>`,
      semantics:
        'A `checkbox`, named by its label. At the upstream’s limit, the others are `aria-disabled`, stay in the tab order and explain why.',
      keyboard: [['Space', 'Checks or clears the reason.']],
      variables: ['border', 'accent', 'on-accent', 'hover', 'muted'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.Reason>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('checkbox', { name: 'Incomplete' })).not.toBeChecked();
  },
};

export const Checked: Story = {
  play: async ({ canvas, userEvent }) => {
    const checkbox = await canvas.findByRole('checkbox', { name: 'Incomplete' });
    checkbox.focus();
    await userEvent.keyboard(' ');
    await expect(checkbox).toBeChecked();
  },
};
