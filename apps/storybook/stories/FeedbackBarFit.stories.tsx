import { FeedbackBar } from '@message-feedback/react';
import { de } from '@message-feedback/react/locales/de';
import type { Meta, StoryContext, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { everyLook } from '../src/every-look.ts';
import { feedback } from '../src/withScriptedServer.tsx';

/** Narrow screens, long words and the user's own text settings. */
const meta = {
  title: 'FeedbackBar/Fit',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof FeedbackBar>;
export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = Pick<StoryContext, 'canvasElement'>;

/** The narrowest screen of WCAG's reflow rule, with words that do not break. */
export const Narrow: Story = {
  globals: { language: 'de' },
  parameters: {
    ...feedback({
      provider: {
        labels: {
          ...de,
          undo: 'Rückgängigmachen',
          saved: 'Rückmeldungsübermittlungsbestätigung: Vielen herzlichen Dank dafür.',
          detailsTitle: { ...de.detailsTitle, dislike: 'Verbesserungsvorschlagsformular' },
        },
        reasons: {
          dislike: [
            { id: 'a', label: 'Donaudampfschifffahrtsgesell' },
            { id: 'b', label: 'Kraftfahrzeughaftpflicht' },
            { id: 'c', label: 'Zu lang' },
          ],
        },
      },
    }),
    ...everyLook(expectNoSidewaysScroll),
  },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 320, maxInlineSize: '100%' }}>
        <Story />
      </div>
    ),
  ],
  play: async (context) => {
    const bar = barOf(context);
    await bar.press('like');
    await bar.says('Vielen herzlichen Dank');
    await expectNoSidewaysScroll(context);
  },
};

export const NarrowWithDetails: Story = {
  ...Narrow,
  play: async (context) => {
    await barOf(context).openDetails();
    const title = await context.canvas.findByRole('heading', { name: 'Verbesserungsvorschlagsformular' });
    await waitFor(() => expect(title).toBeVisible());
    await expectNoSidewaysScroll(context);
  },
};

/** The text spacing of WCAG 1.4.12 cuts nothing off. */
export const TextSpacing: Story = {
  parameters: { docs: { story: { inline: false, height: '34rem' } }, ...everyLook(expectNothingCutOff) },
  decorators: [
    (Story) => (
      <div style={{ paddingBlockStart: '30rem' }}>
        <style>
          {
            '.spaced * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }'
          }
        </style>
        <div className="spaced">
          <Story />
        </div>
      </div>
    ),
  ],
  play: async (context) => {
    const bar = barOf(context);
    await bar.openDetails();
    await bar.details();
    await expectNothingCutOff(context);
  },
};

async function expectNothingCutOff({ canvasElement }: Canvas): Promise<void> {
  const texts = canvasElement.querySelectorAll('[data-surface] :is(button, label, h2, p)');
  await expect(texts.length).toBeGreaterThan(0);
  for (const element of texts) await expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth + 1);
}

async function expectNoSidewaysScroll({ canvasElement }: Canvas): Promise<void> {
  const { scrollWidth, clientWidth } = canvasElement.ownerDocument.documentElement;
  await expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}
