import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryContext, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { everyLook } from '../src/every-look.ts';
import { savedItem } from '../src/saved-item.ts';
import { Answer, Question, Transcript } from '../src/Transcript.tsx';
import { feedback } from '../src/withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/Surroundings',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Rating one answer changes neither the other bars nor their positions. */
export const InTranscript: Story = {
  parameters: {
    ...feedback({ items: [savedItem({ messageId: 'message-1', rating: 'like' })] }),
    // A bar with a status is as high as one without, or it would move the text below.
    ...everyLook(async ({ canvas }) => {
      const bars = canvas.getAllByRole('group');
      const heights = bars.map((bar) => bar.getBoundingClientRect().height);
      await expect(heights).toEqual(heights.map(() => heights[0]));
    }),
  },
  render: () => (
    <Transcript>
      <Question>How do I descale the kettle?</Question>
      <Answer feedback={<FeedbackBar message={{ messageId: 'message-1' }} />}>
        Fill it half with water and half with vinegar, boil it, and let it stand for an hour.
      </Answer>
      <Question>And without vinegar?</Question>
      <Answer feedback={<FeedbackBar message={{ messageId: 'message-2' }} />}>
        Two spoons of citric acid in cold water do the same and smell of nothing.
      </Answer>
      <Question>How often?</Question>
      <Answer feedback={<FeedbackBar message={{ messageId: 'message-3' }} />}>
        Once a month where the water is hard, otherwise twice a year.
      </Answer>
    </Transcript>
  ),
  play: async (context) => {
    const [first, second, third] = context.canvas.getAllByRole('article');
    if (!first || !second || !third) throw new Error('The transcript has three answers.');
    const before = third.getBoundingClientRect();
    const bar = barOf({ ...context, canvas: within(second) as typeof context.canvas });
    await bar.press('like');
    await bar.says(bar.words.saved);
    await expect(within(first).getByRole('status')).toBeEmptyDOMElement();
    await expect(within(third).getByRole('button', { name: bar.words.rating.like })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await expect(third.getBoundingClientRect()).toEqual(before);
  },
};

/** The page sets the direction: `dir="rtl"` on `<html>` or on any element around the bar. */
export const RightToLeft: Story = {
  parameters: { docs: { story: { inline: false, height: '34rem' } }, ...everyLook(expectMirrored) },
  globals: { language: 'ar', direction: 'rtl' },
  decorators: [
    (Story) => (
      <div style={{ paddingBlockStart: '24rem' }}>
        <Story />
      </div>
    ),
  ],
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await bar.details();
    await expectMirrored(context);
  },
};

async function expectMirrored(context: StoryContext): Promise<void> {
  const bar = barOf(context);
  const [like, dislike] = [await bar.like(), await bar.dislike()];
  await expect(like.getBoundingClientRect().left).toBeGreaterThan(dislike.getBoundingClientRect().left);
  const details = await bar.details();
  await expect(details.getBoundingClientRect().right).toBeLessThanOrEqual(window.innerWidth);
}

/**
 * Hosts that want quiet rows show the bar when the message is hovered or focused. A rated bar stays
 * visible, and so does every bar on a touch screen.
 */
export const RevealedOnHover: Story = {
  ...InTranscript,
  parameters: {
    ...InTranscript.parameters,
    ...everyLook(async ({ canvasElement }) => {
      const rated = canvasElement.querySelector('[aria-pressed="true"]');
      for (const button of [rated, document.activeElement]) {
        await expect(button?.closest('.message-feedback')).not.toBeNull();
        await expect(getComputedStyle(button as Element).opacity).toBe('1');
      }
    }),
  },
  decorators: [
    (Story) => (
      <>
        <style>{`@media (hover: hover) {
  article:not(:hover, :focus-within) > .message-feedback:not([data-rating]) > button { opacity: 0; }
}`}</style>
        <Story />
      </>
    ),
  ],
  play: async (context) => {
    const { canvas, userEvent } = context;
    const name = barOf(context).words.rating.like;
    const [rated, second] = await canvas.findAllByRole('button', { name });
    if (!rated || !second) throw new Error('The transcript has three answers.');
    await waitFor(() => expect(rated).toHaveAttribute('aria-pressed', 'true'));
    await expect(getComputedStyle(rated).opacity).toBe('1');
    await userEvent.tab();
    while (document.activeElement !== second && document.activeElement !== document.body)
      await userEvent.tab();
    await expect(second).toHaveFocus();
    await waitFor(() => expect(getComputedStyle(second).opacity).toBe('1'));
  },
};

/** A theme set on the page, or on a part of it, overrides the system's. */
export const BothThemes: Story = {
  parameters: {
    ...feedback({
      items: [
        savedItem({ messageId: 'light-liked', rating: 'like' }),
        savedItem({ messageId: 'dark-liked', rating: 'like' }),
        savedItem({ messageId: 'light-final', rating: 'dislike', final: true }),
        savedItem({ messageId: 'dark-final', rating: 'dislike', final: true }),
      ],
    }),
    ...everyLook(expectBothThemes),
  },
  render: () => (
    <>
      {['light', 'dark'].map((theme) => (
        <div key={theme} data-theme={theme} style={{ padding: '1rem' }}>
          <FeedbackBar message={{ messageId: `${theme}-untouched` }} />
          <FeedbackBar message={{ messageId: `${theme}-liked` }} />
          <FeedbackBar message={{ messageId: `${theme}-final` }} />
        </div>
      ))}
    </>
  ),
  play: expectBothThemes,
};

async function expectBothThemes(context: StoryContext): Promise<void> {
  const name = barOf(context).words.rating.like;
  const pressed = await context.canvas.findAllByRole('button', { name, pressed: true });
  const colors = pressed.map((button) => getComputedStyle(button).color);
  // Forced colours override every theme of the page.
  const themes = matchMedia('(forced-colors: active)').matches ? 1 : 2;
  await expect(new Set(colors).size).toBe(themes);
}
