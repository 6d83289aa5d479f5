import { FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { languageOf } from '../src/languages.ts';

const meta = {
  title: 'FeedbackProvider',
  component: FeedbackProvider,
  args: { submit: async () => {}, onEvent: fn() },
  render: (args, { globals }) => (
    <FeedbackProvider {...args} labels={languageOf(globals.language).labels}>
      <FeedbackBar message={{ messageId: 'message-1' }} />
    </FeedbackProvider>
  ),
} satisfies Meta<typeof FeedbackProvider>;
export default meta;
type Story = StoryObj<typeof meta>;

/**
 * `onEvent` receives usage events: see the Actions panel while you rate, switch, revoke and write.
 */
export const Events: Story = {
  args: { userId: 'reader of events' },
  play: async (context) => {
    const bar = barOf(context);
    const { onEvent } = context.args;
    await bar.press('like');
    await waitFor(() => expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: 'rated' })));
    await bar.press('like');
    await waitFor(() => expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: 'undone' })));
  },
};

/** The host's reasons for both ratings. Users may add custom reasons, and the ids are sent. */
export const HostReasons: Story = {
  args: {
    userId: 'reader of reasons',
    reasons: {
      dislike: [
        { id: 'wrong-city', label: 'Wrong city' },
        { id: 'other', label: 'Something else', wantsComment: true },
      ],
      allowCustom: true,
      sendAs: 'id',
    },
  },
  parameters: { docs: { story: { inline: false, height: '34rem' } } },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await expect(await context.canvas.findByRole('checkbox', { name: 'Wrong city' })).not.toBeChecked();
  },
};
