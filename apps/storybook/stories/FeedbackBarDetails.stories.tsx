import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { feedback } from '../src/withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/Details',
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

/** The rating is submitted by the first press; the details are optional. */
export const Open: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    const details = await bar.details();
    await waitFor(() => expect(details).toContainElement(document.activeElement as HTMLElement));
  },
};

/** Inline, the details push the following content down. They open on request and not by rating. */
export const Inline: Story = {
  args: { surface: 'inline' },
  decorators: [
    (Story) => (
      <div style={{ marginBlockStart: '-27rem' }}>
        <Story />
        <p lang="en">What follows the message.</p>
      </div>
    ),
  ],
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('dislike');
    await bar.click('addDetails');
    await expect(await bar.details()).toHaveAttribute('data-surface', 'inline');
  },
};

/**
 * On a small screen, a sheet at the bottom, above the on-screen keyboard. The answer stays
 * readable.
 */
export const Sheet: Story = {
  args: { surface: 'sheet' },
  globals: { viewport: { value: 'mobile1' } },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('dislike');
    await expect(await bar.details()).toHaveAttribute('data-surface', 'sheet');
  },
};

export const ReasonsAndComment: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await context.step('Choose two reasons and write a comment', async () => {
      await bar.openDetails();
      await context.userEvent.click(await bar.reason('incorrect'));
      await context.userEvent.click(await bar.reason('incomplete'));
      await context.userEvent.type(await bar.comment(), 'The second step is missing.');
    });
    await expect(await bar.reason('incomplete')).toBeChecked();
    await expect(await bar.comment()).toHaveValue('The second step is missing.');
  },
};

export const Sent: Story = {
  play: async (context) => {
    await ReasonsAndComment.play?.(context);
    const bar = barOf(context);
    await bar.click('send');
    await bar.detailsAreClosed();
    const opener = context.globals.surface === 'inline' ? bar.button('editDetails') : bar.dislike();
    await expect(await opener).toHaveFocus();
    await bar.says(bar.words.saved);
  },
};

/**
 * The user can go on typing. Send explains by how much the comment is too long and moves focus to
 * it.
 */
export const OverTheLimit: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    const comment = await bar.comment();
    await context.userEvent.click(comment);
    await context.userEvent.paste('The answer leaves out the second step. '.repeat(7));
    await bar.click('send');
    await expect(comment).toHaveFocus();
    await expect(comment).toHaveAccessibleDescription(bar.words.commentTooLong(22));
  },
};

/** Half of an emoji, which a faulty program may have copied, cannot be stored. */
export const BrokenCharacter: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    const comment = await bar.comment();
    await context.userEvent.click(comment);
    await context.userEvent.paste('Wrong \ud83d');
    await bar.click('send');
    await expect(comment).toHaveFocus();
    await expect(comment).toHaveAccessibleDescription(bar.words.commentNotStorable);
  },
};

/** From 80 % of the limit on, the count is shown and announced. */
export const NearTheLimit: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await context.userEvent.click(await bar.comment());
    await context.userEvent.paste('x'.repeat(240));
    await waitFor(() => expect(context.canvas.getAllByText(bar.words.charactersLeft(10))).toHaveLength(2));
  },
};

/** If the host allows it, users can write custom reasons. */
export const CustomReason: Story = {
  parameters: { own: ['Too many emojis'], ...feedback({ provider: { reasons: { allowCustom: true } } }) },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    const input = await context.canvas.findByRole('textbox', { name: bar.words.customReason });
    await context.userEvent.type(input, 'Too many emojis{Enter}');
    await expect(await context.canvas.findByRole('checkbox', { name: 'Too many emojis' })).toBeChecked();
    await expect(await context.canvas.findByText(bar.words.reasonAdded)).toBeVisible();
  },
};

/** "Something else" invites a comment, which stays optional. */
export const SomethingElse: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await context.userEvent.click(await bar.reason('other'));
    await expect(await context.canvas.findByRole('textbox', { name: bar.words.commentWanted })).toBeVisible();
  },
};

/**
 * At the upstream's limit, the other reasons stay in the tab order and explain why they cannot be
 * checked.
 */
export const AllReasonsChosen: Story = {
  parameters: feedback({
    provider: {
      reasons: { dislike: Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, label: `Reason ${i + 1}` })) },
    },
  }),
  play: async (context) => {
    const { canvas, userEvent } = context;
    const bar = barOf(context);
    await bar.openDetails();
    for (let i = 1; i <= 10; i++)
      await userEvent.click(await canvas.findByRole('checkbox', { name: `Reason ${i}` }));
    const eleventh = canvas.getByRole('checkbox', { name: 'Reason 11' });
    await userEvent.click(eleventh);
    await expect(eleventh).not.toBeChecked();
    await expect(eleventh).toHaveAccessibleDescription(bar.words.tooManyReasons(10));
  },
};

/** With reasons for likes, a like opens the details too. */
export const LikeDetails: Story = {
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
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails('like');
    await bar.details('like');
    await expect(
      await context.canvas.findByRole('checkbox', { name: 'Easy to understand' }),
    ).not.toBeChecked();
  },
};
