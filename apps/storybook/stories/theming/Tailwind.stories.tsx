import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { TailwindBar } from './TailwindBar.tsx';
import './tailwind.css';

const meta = {
  title: 'Theming/Tailwind',
  component: TailwindBar,
  args: { message: { messageId: 'message-1' } },
  parameters: {
    own: ['Not correct', 'Incomplete', 'Out of date', 'Too long'],
    docs: { story: { inline: false, height: '30rem' } },
  },
  decorators: [
    (Story) => (
      <div style={{ paddingBlockStart: '24rem' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TailwindBar>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Bar: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.saved);
    await expect(getComputedStyle(await bar.like()).borderRadius).not.toBe('0px');
  },
};

export const Details: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('dislike');
    await context.userEvent.click(await context.canvas.findByRole('checkbox', { name: 'Too long' }));
    await expect(await bar.details()).toBeVisible();
  },
};
