import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { savedItem } from './saved-item.ts';
import { feedback } from './withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/States',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Change the controls and see what the server gets in the Actions panel. */
export const Playground: Story = {
  args: { disabled: false },
};

export const Untouched: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('group', { name: 'Rate this response' })).toBeVisible();
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement();
  },
};

export const Liked: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'like' })] }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Good response', pressed: true })).toBeVisible();
  },
};

export const Disliked: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'dislike' })] }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Bad response', pressed: true })).toBeVisible();
    await expect(await canvas.findByRole('button', { name: 'Add details' })).toBeVisible();
  },
};

/** What the person said in another session is there again, reasons of their own included. */
export const Restored: Story = {
  parameters: feedback({
    items: [
      savedItem({
        rating: 'dislike',
        reasons: ['Incomplete', 'Too many emojis'],
        comment: 'The second step is missing.',
      }),
    ],
  }),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Edit details' }));
    await expect(await canvas.findByRole('checkbox', { name: 'Too many emojis' })).toBeChecked();
    await expect(canvas.getByRole('textbox', { name: 'Comment' })).toHaveValue('The second step is missing.');
  },
};

/** An upstream such as Moveworks cannot take a rating back: what has arrived there can no longer be changed. */
export const Final: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'like', final: true })] }),
  play: async ({ canvas, userEvent }) => {
    const like = await canvas.findByRole('button', { name: 'Good response', pressed: true });
    await expect(like).toHaveAccessibleDescription('This rating can no longer be changed.');
    await userEvent.click(canvas.getByRole('button', { name: 'Bad response' }));
    await expect(like).toHaveAttribute('aria-pressed', 'true');
  },
};

/** The buttons stay where they are and can be reached, but do nothing. */
export const Disabled: Story = {
  args: { disabled: true },
  play: async ({ canvas, userEvent }) => {
    const like = canvas.getByRole('button', { name: 'Good response' });
    await userEvent.click(like);
    await expect(like).toHaveFocus();
    await expect(like).toHaveAttribute('aria-pressed', 'false');
  },
};

/** With `message={null}` nothing is rendered. */
export const NotRatable: Story = {
  args: { message: null },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('group')).toBeNull();
  },
};
