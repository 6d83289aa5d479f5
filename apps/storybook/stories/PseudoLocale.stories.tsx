import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { untranslatedTexts } from '../src/untranslated-texts.ts';

const meta = {
  title: 'Languages/Pseudo-locale',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
  globals: { language: 'en-XA' },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Every text is in brackets, so every text comes from the labels. */
export const Bar: Story = {
  parameters: { docs: { story: { inline: false, height: '34rem' } } },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await bar.details();
    await expect(untranslatedTexts(context.canvasElement, new Set())).toEqual([]);
  },
};

/**
 * The host's own texts stand out, even in attributes. Text marked as English stays English on
 * purpose.
 */
export const WithHostTexts: Story = {
  args: { 'aria-description': 'Only you see this.' },
  parameters: { own: ['How was it?'] },
  render: (args) => (
    <section>
      <p>How was it?</p>
      <p lang="en">Marked as English.</p>
      <FeedbackBar {...args} />
    </section>
  ),
  play: async ({ canvasElement }) => {
    await expect(untranslatedTexts(canvasElement, new Set())).toEqual(['How was it?', 'Only you see this.']);
  },
};
