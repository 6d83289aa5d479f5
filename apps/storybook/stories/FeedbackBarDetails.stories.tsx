import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { feedback } from './withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/Details',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
  parameters: { layout: 'padded' },
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

/** The rating counts from the first press on; the details are an offer. */
export const Open: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Bad response' }));
    const dialog = await canvas.findByRole('dialog', { name: 'What went wrong?' });
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
  },
};

export const ReasonsAndComment: Story = {
  play: async ({ canvas, userEvent, step }) => {
    await step('Choose two reasons and write a comment', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Bad response' }));
      await userEvent.click(await canvas.findByRole('checkbox', { name: 'Not correct' }));
      await userEvent.click(canvas.getByRole('checkbox', { name: 'Incomplete' }));
      await userEvent.type(canvas.getByRole('textbox', { name: 'Comment' }), 'The second step is missing.');
    });
    await expect(canvas.getByRole('checkbox', { name: 'Incomplete' })).toBeChecked();
    await expect(canvas.getByRole('dialog')).toHaveTextContent('223 characters left');
  },
};

export const Sent: Story = {
  play: async (context) => {
    await ReasonsAndComment.play?.(context);
    const { canvas, userEvent } = context;
    await userEvent.click(canvas.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull());
    await expect(canvas.getByRole('button', { name: 'Bad response' })).toHaveFocus();
    await expect(await canvas.findByText('Thanks for your feedback.')).toBeVisible();
  },
};

/** One may go on typing; Send says by how much the comment is too long and moves focus there. */
export const OverTheLimit: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Bad response' }));
    const comment = await canvas.findByRole('textbox', { name: 'Comment' });
    await userEvent.click(comment);
    await userEvent.paste('The answer leaves out the second step. '.repeat(7));
    await userEvent.click(canvas.getByRole('button', { name: 'Send' }));
    await expect(comment).toHaveFocus();
    await expect(comment).toHaveAccessibleDescription(
      'The comment is too long. Shorten it by 22 characters.',
    );
  },
};

/** As many reasons as the upstream takes: the others stay in the tab order and say why they cannot be chosen. */
export const AllReasonsChosen: Story = {
  parameters: feedback({
    provider: {
      reasons: { dislike: Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, label: `Reason ${i + 1}` })) },
    },
  }),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Bad response' }));
    for (let i = 1; i <= 10; i++)
      await userEvent.click(await canvas.findByRole('checkbox', { name: `Reason ${i}` }));
    const eleventh = canvas.getByRole('checkbox', { name: 'Reason 11' });
    await userEvent.click(eleventh);
    await expect(eleventh).not.toBeChecked();
    await expect(eleventh).toHaveAccessibleDescription(
      'You have chosen 10, which is the most. Clear one to choose another.',
    );
  },
};

/** With reasons for likes, a like opens the details too. */
export const OfALike: Story = {
  parameters: feedback({
    provider: {
      reasons: {
        like: [
          { id: 'correct', label: 'Correct' },
          { id: 'clear', label: 'Easy to understand' },
          { id: 'complete', label: 'Complete' },
        ],
      },
    },
  }),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Good response' }));
    const dialog = await canvas.findByRole('dialog', { name: 'What did you like?' });
    await waitFor(() => expect(dialog).toBeVisible());
    await expect(canvas.getByRole('checkbox', { name: 'Easy to understand' })).not.toBeChecked();
  },
};
