import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { savedItem } from '../src/saved-item.ts';
import { feedback } from '../src/withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/States',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Change the controls and the toolbar, and see what the server gets in the Actions panel. */
export const Playground: Story = {
  args: { disabled: false },
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

/** A dislike can be told more about at any time. */
export const Disliked: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'dislike' })] }),
  play: async (context) => {
    const bar = barOf(context);
    await expect(await bar.pressed('dislike')).toBeVisible();
    await expect(await bar.button('addDetails')).toBeVisible();
  },
};

/** What the person said in another session is there again, reasons of their own included. */
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

/** What the host knows already is there from the first paint, without waiting for the server. */
export const FromTheHost: Story = {
  args: { initialFeedback: { rating: 'like', reasons: [], comment: '' } },
  play: async (context) => {
    await expect(await barOf(context).like()).toHaveAttribute('aria-pressed', 'true');
  },
};

/** An upstream such as Moveworks cannot take a rating back: what has arrived there can no longer be changed. */
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

/** The buttons stay where they are and can be reached, but do nothing. */
export const Disabled: Story = {
  args: { disabled: true },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await expect(await bar.like()).toHaveFocus();
    await expect(await bar.like()).toHaveAttribute('aria-pressed', 'false');
  },
};

/** With `message={null}` nothing is rendered. */
export const NotRatable: Story = {
  args: { message: null },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('group')).toBeNull();
  },
};
