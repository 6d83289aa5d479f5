import { en, FeedbackBar } from '@message-feedback/react';
import { ar } from '@message-feedback/react/locales/ar';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { savedItem } from './saved-item.ts';
import { Answer, Question, Transcript } from './Transcript.tsx';
import { feedback } from './withScriptedServer.tsx';

const meta = {
  title: 'FeedbackBar/Surroundings',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Rating one answer leaves the others, and where they stand, alone. */
export const InATranscript: Story = {
  parameters: feedback({ items: [savedItem({ messageId: 'message-1', rating: 'like' })] }),
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
  play: async ({ canvas, userEvent }) => {
    const [first, second, third] = canvas
      .getAllByRole('article')
      .map((article) => within(article).getByRole('group', { name: 'Rate this response' }));
    if (!first || !second || !third) throw new Error('The transcript has three answers.');
    const before = third.getBoundingClientRect();
    await userEvent.click(within(second).getByRole('button', { name: 'Good response' }));
    await expect(await within(second).findByText('Thanks for your feedback.')).toBeVisible();
    await expect(within(first).getByRole('status')).toBeEmptyDOMElement();
    await expect(within(third).getByRole('button', { name: 'Good response' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await expect(third.getBoundingClientRect()).toEqual(before);
  },
};

/** The narrowest screen of WCAG's reflow rule, with words that do not break. */
export const Narrow: Story = {
  parameters: feedback({
    provider: {
      labels: {
        ...en,
        undo: 'Rückgängigmachen',
        addDetails: 'Einzelheiten hinzufügen',
        saved: 'Rückmeldungsübermittlungsbestätigung: Vielen herzlichen Dank dafür.',
        detailsTitle: { ...en.detailsTitle, dislike: 'Verbesserungsvorschlagsformular' },
        reasons: {
          like: [],
          dislike: [
            { id: 'a', label: 'Donaudampfschifffahrtsgesell' },
            { id: 'b', label: 'Kraftfahrzeughaftpflicht' },
            { id: 'c', label: 'Zu lang' },
          ],
        },
      },
    },
  }),
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 320, maxInlineSize: '100%' }}>
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas, canvasElement, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Good response' }));
    await expect(await canvas.findByText(/Vielen herzlichen Dank/)).toBeVisible();
    const page = canvasElement.ownerDocument.documentElement;
    await expect(page.scrollWidth).toBeLessThanOrEqual(page.clientWidth);
  },
};

export const NarrowWithDetails: Story = {
  ...Narrow,
  play: async ({ canvas, canvasElement, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Bad response' }));
    const dialog = await canvas.findByRole('dialog');
    await waitFor(() => expect(dialog).toBeVisible());
    const page = canvasElement.ownerDocument.documentElement;
    await expect(page.scrollWidth).toBeLessThanOrEqual(page.clientWidth);
  },
};

export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  parameters: feedback({ provider: { labels: ar } }),
  decorators: [
    (Story) => (
      <div lang="ar" style={{ paddingBlockStart: '24rem' }}>
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas, userEvent }) => {
    const like = canvas.getByRole('button', { name: 'رد جيد' });
    const dislike = canvas.getByRole('button', { name: 'رد سيئ' });
    await expect(like.getBoundingClientRect().left).toBeGreaterThan(dislike.getBoundingClientRect().left);
    await userEvent.click(dislike);
    const dialog = await canvas.findByRole('dialog', { name: 'ما المشكلة؟' });
    await expect(dialog.getBoundingClientRect().right).toBeLessThanOrEqual(window.innerWidth);
  },
};

/** A theme of the page, or of a part of it, wins over the system's. */
export const BothThemes: Story = {
  parameters: feedback({
    items: [
      savedItem({ messageId: 'light-liked', rating: 'like' }),
      savedItem({ messageId: 'dark-liked', rating: 'like' }),
      savedItem({ messageId: 'light-final', rating: 'dislike', final: true }),
      savedItem({ messageId: 'dark-final', rating: 'dislike', final: true }),
    ],
  }),
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
  play: async ({ canvas }) => {
    const pressed = await canvas.findAllByRole('button', { name: 'Good response', pressed: true });
    const colors = pressed.map((button) => getComputedStyle(button).color);
    // Forced colours are the person's own, whatever the page says.
    const themes = matchMedia('(forced-colors: active)').matches ? 1 : 2;
    await expect(new Set(colors).size).toBe(themes);
  },
};
