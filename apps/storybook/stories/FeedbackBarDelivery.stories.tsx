import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { failAlways, retryAtOnce } from '../src/failing-server.ts';
import { savedItem } from '../src/saved-item.ts';
import { feedback } from '../src/withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/Delivery',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
  // Each story plays in its own frame, so that the docs page shows the final state.
  parameters: { docs: { story: { inline: false, height: '5rem' } } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/**
 * Undo is shown next to the thank-you for ten seconds, or longer while the bar is hovered or
 * focused.
 */
export const ThankYouWithUndo: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.saved);
    await expect(await bar.button('undo')).toBeVisible();
  },
};

export const Revoked: Story = {
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.click('undo');
    await bar.says(bar.words.undone);
    await expect(await bar.like()).toHaveFocus();
  },
};

/** The server does not respond. The bar shows nothing for the first three seconds. */
export const Saving: Story = {
  parameters: feedback({ script: (submit) => submit.pauseNext() }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await expect(bar.status()).toBeEmptyDOMElement();
    await bar.says(bar.words.saving);
  },
};

/**
 * Five attempts have failed. The rating stays and is retried automatically; Retry sends it at once.
 */
export const NotSentYet: Story = {
  parameters: feedback({ script: failAlways }),
  beforeEach: retryAtOnce,
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.delayed);
    await expect(await bar.button('retry')).toBeVisible();
  },
};

/** Offline, the bar says so at once, and the rating is sent when the network is back. */
export const Offline: Story = {
  parameters: feedback({ script: (submit) => submit.failAlways('network') }),
  beforeEach() {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    // An own property hides the browser's getter.
    return () => void Reflect.deleteProperty(navigator, 'onLine');
  },
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.delayed);
  },
};

/**
 * If the upstream cannot revoke, undo works within the undo window. Then the rating is final, and a
 * press says so.
 */
export const UndoWindow: Story = {
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

/** Long enough to be visible on the page, short enough for a test. */
const UNDO_FOR_MS = 6_000;

/** The session has ended. The rating waits until the user signs in again. */
export const Held: Story = {
  parameters: feedback({ script: (submit) => submit.failNext('unauthenticated') }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.held);
  },
};

/** A permanent refusal: the bar returns to the server's feedback and explains why. */
export const Refused: Story = {
  parameters: feedback({ script: (submit) => submit.failNext('message_not_found') }),
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says(bar.words.refused.message_not_found);
    await expect(await bar.like()).toHaveAttribute('aria-pressed', 'false');
  },
};
