import { FeedbackBar, FeedbackProvider, type RatedMessage } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { languageOf } from '../src/languages.ts';

const meta = {
  title: 'FeedbackProvider',
  component: FeedbackProvider,
  args: { submit: async () => {}, onEvent: fn() },
  render: (args, { globals }) => (
    <FeedbackProvider {...args} labels={languageOf(globals.language).labels}>
      <FeedbackBar message={{ messageId: 'message-1' }} />
    </FeedbackProvider>
  ),
} satisfies Meta<typeof FeedbackProvider>;
export default meta;
type Story = StoryObj<typeof meta>;

/**
 * `onEvent` receives usage events: see the Actions panel while you rate, switch, revoke and write.
 */
export const Events: Story = {
  args: { userId: 'reader of events' },
  play: async (context) => {
    const bar = barOf(context);
    const { onEvent } = context.args;
    await bar.press('like');
    await waitFor(() => expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: 'rated' })));
    await bar.press('like');
    await waitFor(() => expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: 'undone' })));
  },
};

/** The host's reasons for both ratings. Users may add custom reasons, and the ids are sent. */
export const HostReasons: Story = {
  args: {
    userId: 'reader of reasons',
    reasons: {
      dislike: [
        { id: 'wrong-city', label: 'Wrong city' },
        { id: 'other', label: 'Something else', wantsComment: true },
      ],
      allowCustom: true,
      sendAs: 'id',
    },
  },
  parameters: { docs: { story: { inline: false, height: '34rem' } } },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await expect(await context.canvas.findByRole('checkbox', { name: 'Wrong city' })).not.toBeChecked();
  },
};

/** Each kind of message has reasons of its own: the second answer is an image. */
export const ReasonsPerMessage: Story = {
  args: {
    userId: 'reader of images',
    resolveReasons: ({ messageId }: RatedMessage) =>
      messageId === 'image' ? { dislike: [{ id: 'blurry', label: 'Blurry' }] } : undefined,
  },
  parameters: { own: ['Blurry'], docs: { story: { inline: false, height: '34rem' } } },
  render: (args, { globals }) => (
    <FeedbackProvider {...args} labels={languageOf(globals.language).labels}>
      <p lang="en">A text</p>
      <FeedbackBar message={{ messageId: 'text' }} />
      <p lang="en">An image</p>
      <FeedbackBar message={{ messageId: 'image' }} />
    </FeedbackProvider>
  ),
  play: async (context) => {
    const { canvas, userEvent } = context;
    const [, image] = await canvas.findAllByRole('button', { name: barOf(context).words.rating.dislike });
    if (image === undefined) throw new Error('There are two bars.');
    await userEvent.click(image);
    await expect(await canvas.findByRole('checkbox', { name: 'Blurry' })).not.toBeChecked();
    await expect(canvas.getAllByRole('checkbox')).toHaveLength(1);
  },
};

/**
 * A submit function without `load` cannot report what the upstream can do, so the provider says it:
 * here no reasons, and a short comment.
 */
export const CapabilitiesWithoutLoad: Story = {
  args: {
    userId: 'reader of capabilities',
    capabilities: {
      reasons: 'none',
      limits: { reasons: 0, reasonCharacters: 0, commentCharacters: 20 },
    },
  },
  parameters: { docs: { story: { inline: false, height: '34rem' } } },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    const comment = await bar.comment();
    await expect(context.canvas.queryByRole('checkbox')).toBeNull();
    await context.userEvent.type(comment, 'Much too long, I fear.');
    await bar.click('send');
    await expect(comment).toHaveAccessibleDescription(bar.words.commentTooLong(2));
  },
};

/** `redact` removes what must not be stored or sent. The Actions panel shows what is sent. */
export const Redact: Story = {
  args: {
    userId: 'reader of addresses',
    submit: fn(async () => {}),
    redact: (text: string) => text.replaceAll(/\S+@\S+/g, '[mail]'),
  },
  parameters: { docs: { story: { inline: false, height: '34rem' } } },
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await context.userEvent.type(await bar.comment(), 'Write to ada@example.com.');
    await bar.click('send');
    await waitFor(() =>
      expect(context.args.submit).toHaveBeenLastCalledWith(
        expect.objectContaining({
          feedback: { rating: 'dislike', reasons: [], comment: 'Write to [mail]' },
        }),
        expect.anything(),
      ),
    );
  },
};

/** Feedback that the host has already is shown at once, and spares the read of these messages. */
export const InitialFeedback: Story = {
  args: {
    userId: 'reader of own data',
    initialFeedback: { 'message-1': { rating: 'like', reasons: [], comment: '' } },
  },
  play: async (context) => {
    await expect(await barOf(context).like()).toHaveAttribute('aria-pressed', 'true');
  },
};
