import { type Feedback, FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { wordsOf } from '../src/words-of.ts';

/** Options of one bar. A provider takes them too, for all bars below it. */
const meta = {
  title: 'FeedbackBar/Options',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
  parameters: { docs: { story: { inline: false, height: '34rem' } } },
  decorators: [
    (Story) => (
      <div style={{ paddingBlockStart: '27rem' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** An image has reasons of its own. Reasons that are left out come from the provider. */
export const Reasons: Story = {
  args: {
    reasons: {
      dislike: [
        { id: 'blurry', label: 'Blurry' },
        { id: 'wrong-subject', label: 'Wrong subject' },
      ],
    },
  },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await expect(await context.canvas.findByRole('checkbox', { name: 'Blurry' })).not.toBeChecked();
    await expect(context.canvas.getAllByRole('checkbox')).toHaveLength(2);
  },
};

/** Texts of one bar, here a name for its Send button. */
export const Labels: Story = {
  parameters: { own: ['Report'] },
  render: (args, { globals }) => (
    <FeedbackBar {...args} labels={{ ...wordsOf({ globals }), send: 'Report' }} />
  ),
  play: async (context) => {
    await barOf(context).openDetails();
    await expect(await context.canvas.findByRole('button', { name: 'Report' })).toBeVisible();
  },
};

/** With `details={false}` there is nothing to fill in; thumbs, status, Undo and Retry stay. */
export const ThumbsOnly: Story = {
  args: { details: false },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('dislike');
    await bar.says(bar.words.saved);
    await expect(context.canvas.queryByRole('textbox')).toBeNull();
    await expect(context.canvas.queryByRole('button', { name: bar.words.addDetails })).toBeNull();
  },
};

/** With `details`, a like takes a comment too. */
export const CommentWithLike: Story = {
  args: { details: true },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails('like');
    await bar.details('like');
    await context.userEvent.type(await bar.comment(), 'Exactly what I needed.');
    await bar.click('send');
    await bar.says(bar.words.saved);
  },
};

/** With `openOnRate={false}` the details open on request only. */
export const OpenOnRequest: Story = {
  args: { openOnRate: false },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('dislike');
    await bar.says(bar.words.saved);
    await expect(context.canvas.queryByRole('textbox')).toBeNull();
    await bar.click('addDetails');
    await expect(await bar.comment()).toBeVisible();
  },
};

/**
 * After Send, `sentAction` offers something next to the thank-you. It gets the reasons and the
 * comment: the demo chat asks the assistant again with them.
 */
export const SentAction: Story = {
  args: {
    onSent: fn(),
    sentAction: (feedback: Feedback) =>
      feedback.rating === 'dislike' && (
        <button type="button" lang="en">
          Try again with this feedback
        </button>
      ),
  },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await context.userEvent.type(await bar.comment(), 'Show me the steps.');
    await bar.click('send');
    await bar.says(bar.words.saved);
    const tryAgain = context.canvas.getByRole('button', { name: 'Try again with this feedback' });
    await expect(tryAgain).toBeVisible();
    const sent = { rating: 'dislike', reasons: [], comment: 'Show me the steps.' };
    await waitFor(() =>
      expect(context.args.onSent).toHaveBeenCalledWith(sent, { message: context.args.message }),
    );
  },
};

/** Fields of `metadata` travel with the feedback to the proxy; the user does not see them. */
export const Metadata: Story = {
  args: { metadata: { model: 'small', prompt: '7' }, onFeedbackChange: fn() },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.saved);
    await expect(context.args.onFeedbackChange).toHaveBeenCalledOnce();
    await expect(context.args.onFeedbackChange).toHaveBeenCalledWith(
      expect.objectContaining({ rating: 'like', metadata: context.args.metadata }),
      { reason: 'submitted' },
    );
  },
};
