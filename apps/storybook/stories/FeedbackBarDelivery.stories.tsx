import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { feedback } from './withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/Delivery',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Undo stands beside the thank-you for ten seconds, or for as long as the person is near. */
export const ThankYouWithUndo: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Good response' }));
    await expect(await canvas.findByText('Thanks for your feedback.')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Undo' })).toBeVisible();
  },
};

export const TakenBack: Story = {
  play: async (context) => {
    await ThankYouWithUndo.play?.(context);
    const { canvas, userEvent } = context;
    await userEvent.click(canvas.getByRole('button', { name: 'Undo' }));
    await expect(await canvas.findByText('Rating removed.')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Good response' })).toHaveFocus();
  },
};

/** A server that does not answer: nothing is said before three seconds have passed. */
export const Saving: Story = {
  parameters: feedback({ script: (submit) => submit.holdNext() }),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Good response' }));
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement();
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Saving…'), { timeout: 5_000 });
  },
};

/** Five attempts have failed. The rating stays and is tried again by itself; Retry does not wait for that. */
export const NotSentYet: Story = {
  parameters: feedback({
    script(submit) {
      for (let attempt = 1; attempt < 5; attempt++) submit.failNext('network', { retryAfterMs: 0 });
      submit.failAlways('network');
    },
  }),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Good response' }));
    await expect(await canvas.findByText('Not sent yet.')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Retry' })).toBeVisible();
  },
};

/** The session has ended: the rating waits until the person is signed in again. */
export const Held: Story = {
  parameters: feedback({ script: (submit) => submit.failNext('unauthenticated') }),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Good response' }));
    await expect(await canvas.findByText('Not sent yet. Sign in again to send it.')).toBeVisible();
  },
};

/** A refusal for good: the bar returns to what the server has and says why. */
export const Refused: Story = {
  parameters: feedback({ script: (submit) => submit.failNext('message_not_found') }),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Good response' }));
    await expect(await canvas.findByText('Not saved: this message can’t be rated.')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Good response' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
  },
};
