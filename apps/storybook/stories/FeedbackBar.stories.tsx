import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { savedItem } from '../src/saved-item.ts';
import { feedback } from '../src/withScriptedServer.tsx';
import { wordsOf } from '../src/words-of.ts';

const meta = {
  title: 'FeedbackBar/States',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Change the controls and the toolbar. The Actions panel shows what the server receives. */
export const Playground: Story = {
  args: { disabled: false, readOnly: false, openOnRate: true },
};

export const Untouched: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await expect(context.canvas.getByRole('group', { name: bar.words.group })).toBeVisible();
    await expect(bar.status()).toBeEmptyDOMElement();
  },
};

export const Liked: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'like' })] }),
  play: async (context) => {
    await expect(await barOf(context).pressed('like')).toBeVisible();
  },
};

/** The user can add details to a dislike at any time. */
export const Disliked: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'dislike' })] }),
  play: async (context) => {
    const bar = barOf(context);
    await expect(await bar.pressed('dislike')).toBeVisible();
    await expect(await bar.button('addDetails')).toBeVisible();
  },
};

/** Feedback from an earlier session is shown again, including custom reasons. */
export const Restored: Story = {
  parameters: feedback({
    items: [
      savedItem({
        rating: 'dislike',
        reasons: ['Too many emojis'],
        comment: 'The second step is missing.',
      }),
    ],
  }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.click('editDetails');
    await expect(await context.canvas.findByRole('checkbox', { name: 'Too many emojis' })).toBeChecked();
    await expect(await bar.comment()).toHaveValue('The second step is missing.');
  },
};

/**
 * Feedback that the host already knows is shown from the first paint, without waiting for the
 * server.
 */
export const InitialFeedback: Story = {
  args: { initialFeedback: { rating: 'like', reasons: [], comment: '' } },
  play: async (context) => {
    await expect(await barOf(context).like()).toHaveAttribute('aria-pressed', 'true');
  },
};

/** An upstream such as Moveworks cannot revoke a rating: once delivered, it is final. */
export const Final: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'like', final: true })] }),
  play: async (context) => {
    const bar = barOf(context);
    const like = await bar.pressed('like');
    await expect(like).toHaveAccessibleDescription(bar.words.final);
    await bar.press('dislike');
    await expect(like).toHaveAttribute('aria-pressed', 'true');
  },
};

/** The buttons stay in place and focusable but do nothing. Pressing one explains why. */
export const Disabled: Story = {
  args: { disabled: true },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await expect(await bar.like()).toHaveFocus();
    await expect(await bar.like()).toHaveAttribute('aria-pressed', 'false');
    await bar.says(bar.words.notRatable);
  },
};

/**
 * For viewers of another user's conversation: shows the feedback, including reasons and comment.
 */
export const ReadOnly: Story = {
  args: { readOnly: 'Only the user who asked can rate this.' },
  parameters: feedback({
    items: [savedItem({ rating: 'dislike', reasons: ['Too many emojis'], comment: 'Step two is missing.' })],
  }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await expect(await bar.pressed('dislike')).toBeVisible();
    await expect(await bar.button('viewDetails')).toBeVisible();
  },
};

/** If the upstream accepts only one rating for a message, the bar has one button. */
export const OneSided: Story = {
  parameters: feedback({ loaded: { restricted: [{ messageId: 'message-1', ratings: ['like'] }] } }),
  play: async (context) => {
    const bar = barOf(context);
    await waitFor(() =>
      expect(context.canvas.queryByRole('button', { name: bar.words.rating.dislike })).toBeNull(),
    );
    await expect(await bar.like()).toBeVisible();
  },
};

/** An answer that still streams has no id yet. It can be rated: the rating waits for the id. */
export const StillStreaming: Story = {
  args: { message: { pendingId: 'answer-1' } },
  play: async (context) => {
    await barOf(context).press('like');
    await expect(await barOf(context).pressed('like')).toBeVisible();
  },
};

/** Two bars of the same message show the same feedback. */
export const ShownTwice: Story = {
  render: (args) => (
    <div style={{ display: 'grid', gap: '1rem' }}>
      <FeedbackBar {...args} />
      <FeedbackBar {...args} />
    </div>
  ),
  play: async ({ canvas, userEvent, globals }) => {
    const name = wordsOf({ globals }).rating.like;
    const [first, second] = await canvas.findAllByRole('button', { name });
    if (first === undefined) throw new Error('There are two bars.');
    await userEvent.click(first);
    await waitFor(() => expect(second).toHaveAttribute('aria-pressed', 'true'));
  },
};

/** With `message={null}` nothing is rendered. */
export const NotRatable: Story = {
  args: { message: null },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('group')).toBeNull();
  },
};
