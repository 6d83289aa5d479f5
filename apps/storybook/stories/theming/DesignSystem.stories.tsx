import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { DesignSystemBar, REASONS } from './DesignSystemBar.tsx';
import './tailwind.css';
import './tokens.css';

const meta = {
  title: 'Theming/shadcn style',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
  parameters: { docs: { story: { inline: false, height: '34rem' } } },
  decorators: [
    (Story) => (
      <div className="design-system" style={{ paddingBlockStart: '27rem' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The ready-made bar in the colours of a design system, by variables alone. */
export const ByVariables: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    const incorrect = await bar.reason('incorrect');
    await context.userEvent.click(incorrect);
    await expect(incorrect).toBeChecked();
  },
};

/** The parts, rendered as the design system's own buttons. */
export const ByParts: Story = {
  render: (args) => <DesignSystemBar message={args.message} />,
  parameters: { own: REASONS },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('dislike');
    await bar.details();
    await expect(await bar.dislike()).toHaveAttribute('data-pressed');
  },
};
