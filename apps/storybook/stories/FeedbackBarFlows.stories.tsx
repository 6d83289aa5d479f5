import { FeedbackBar, type FeedbackBarProps } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import * as React from 'react';
import { expect } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { failFiveTimes, retryAtOnce } from '../src/failing-server.ts';
import { feedback } from '../src/withScriptedServer.tsx';

/** Typical user flows, step by step. The Interactions panel plays them slowly. */
const meta = {
  title: 'FeedbackBar/Flows',
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

/** The user changes their mind several times. Each change takes one press, and the latest wins. */
export const AChangeOfMind: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await context.step('Like', async () => {
      await bar.press('like');
      await bar.pressed('like');
    });
    await context.step('Switch to dislike in one press', async () => {
      await bar.press('dislike');
      await bar.pressed('dislike');
      await expect(await bar.like()).toHaveAttribute('aria-pressed', 'false');
    });
    await context.step('Press again to take it back', async () => {
      await bar.press('dislike');
      await bar.says(bar.words.undone);
      await expect(await bar.dislike()).toHaveAttribute('aria-pressed', 'false');
    });
  },
};

/** Everything works without a pointer, and focus is never lost. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { userEvent } = context;
    const bar = barOf(context);
    await context.step('Rate, which opens the details', async () => {
      (await bar.dislike()).focus();
      await userEvent.keyboard('{Enter}');
      if (context.globals.surface === 'inline') {
        (await bar.button('addDetails')).focus();
        await userEvent.keyboard('{Enter}');
      }
      await bar.details();
    });
    await context.step('Choose a reason and write', async () => {
      (await bar.reason('incorrect')).focus();
      await userEvent.keyboard(' ');
      (await bar.comment()).focus();
      await userEvent.keyboard('Step two{Enter}is missing.');
    });
    await context.step('Send with Ctrl+Enter; focus is back on the button', async () => {
      await userEvent.keyboard('{Control>}{Enter}{/Control}');
      await bar.detailsAreClosed();
      const opener = context.globals.surface === 'inline' ? bar.button('editDetails') : bar.dislike();
      await expect(await opener).toHaveFocus();
      await bar.says(bar.words.saved);
    });
  },
};

/** Closing keeps the rating and the draft. */
export const ClosedAndReopened: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await context.userEvent.type(await bar.comment(), 'Half a sen');
    await bar.click('close');
    await bar.detailsAreClosed();
    await bar.pressed('dislike');
    await bar.click('addDetails');
    await expect(await bar.comment()).toHaveValue('Half a sen');
  },
};

/** The user edits feedback that was already sent. */
export const EditAfterSending: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await context.userEvent.type(await bar.comment(), 'Wrong.');
    await bar.click('send');
    await bar.detailsAreClosed();
    await bar.click('editDetails');
    const comment = await bar.comment();
    await expect(comment).toHaveValue('Wrong.');
    await context.userEvent.clear(comment);
    await context.userEvent.type(comment, 'The second step is wrong.');
    await bar.click('send');
    await bar.says(bar.words.saved);
  },
};

/** The network is down. The rating stays, and Retry sends it once the network is back. */
export const NetworkReturns: Story = {
  parameters: feedback({ script: failFiveTimes }),
  beforeEach: retryAtOnce,
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.delayed);
    await bar.click('retry');
    await bar.says(bar.words.saved);
    await expect(await bar.like()).toHaveFocus();
  },
};

/** Rated while the answer streams: the rating waits for the id and is then sent. */
export const LateId: Story = {
  parameters: { own: ['The answer is complete'] },
  render: (args) => <StreamingAnswer {...args} />,
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.pressed('like');
    await expect(bar.status()).toBeEmptyDOMElement();
    await context.userEvent.click(context.canvas.getByRole('button', { name: 'The answer is complete' }));
    await bar.says(bar.words.saved);
    await bar.pressed('like');
  },
};

function StreamingAnswer(props: FeedbackBarProps): React.ReactElement {
  const [complete, setComplete] = React.useState(false);
  const message = { pendingId: 'answer-1', ...(complete && { messageId: 'message-1' }) };
  return (
    <>
      <button type="button" onClick={() => setComplete(true)}>
        The answer is complete
      </button>
      <FeedbackBar {...props} message={message} />
    </>
  );
}
