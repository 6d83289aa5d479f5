import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { savedItem } from '../src/saved-item.ts';
import { feedback } from '../src/withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/Delivery',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
  // A frame of its own plays by itself, so that the page shows the state and not the way there.
  parameters: { docs: { story: { inline: false, height: '5rem' } } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Undo stands beside the thank-you for ten seconds, or for as long as the user is near. */
export const ThankYouWithUndo: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.saved);
    await expect(await bar.button('undo')).toBeVisible();
  },
};

export const TakenBack: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.click('undo');
    await bar.says(bar.words.undone);
    await expect(await bar.like()).toHaveFocus();
  },
};

/** A server that does not answer: nothing is said before three seconds have passed. */
export const Saving: Story = {
  parameters: feedback({ script: (submit) => submit.pauseNext() }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await expect(bar.status()).toBeEmptyDOMElement();
    await bar.says(bar.words.saving);
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
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.delayed);
    await expect(await bar.button('retry')).toBeVisible();
  },
};

/** Without a network there is nothing to wait for: it is said at once, and the rating goes out with the first connection. */
export const WithoutNetwork: Story = {
  parameters: feedback({ script: (submit) => submit.failAlways('network') }),
  beforeEach() {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    // What stands on the object hides the browser's own.
    return () => void Reflect.deleteProperty(navigator, 'onLine');
  },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.delayed);
  },
};

/** Where the upstream takes nothing back, undo works while the rating is held. Then it is final, and a press says so. */
export const UndoThatEnds: Story = {
  parameters: feedback({
    items: () => [savedItem({ rating: 'like', undoUntil: new Date(Date.now() + UNDO_FOR_MS).toISOString() })],
  }),
  play: async (context) => {
    const bar = barOf(context);
    const like = await bar.pressed('like');
    await expect(like).not.toHaveAttribute('aria-disabled');
    await waitFor(() => expect(like).toHaveAttribute('aria-disabled', 'true'), { timeout: 3 * UNDO_FOR_MS });
    await bar.press('like');
    await bar.says(bar.words.final);
    await expect(like).toHaveAttribute('aria-pressed', 'true');
  },
};

/** Long enough to be seen in the page, short enough to wait for. */
const UNDO_FOR_MS = 6_000;

/** The session has ended: the rating waits until the user is signed in again. */
export const Held: Story = {
  parameters: feedback({ script: (submit) => submit.failNext('unauthenticated') }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.held);
  },
};

/** A refusal for good: the bar returns to what the server has and says why. */
export const Refused: Story = {
  parameters: feedback({ script: (submit) => submit.failNext('message_not_found') }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.refused.message_not_found);
    await expect(await bar.like()).toHaveAttribute('aria-pressed', 'false');
  },
};
