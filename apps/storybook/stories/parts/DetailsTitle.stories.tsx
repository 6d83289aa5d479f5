import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';
import { wordsOf } from '../../src/words-of.ts';

const meta = {
  title: 'Parts/DetailsTitle',
  component: MessageFeedback.DetailsTitle,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Details>
  <MessageFeedback.DetailsTitle />
  …
</MessageFeedback.Details>`,
      semantics: 'A heading of level 2 that names the details. Use `render` for another level.',
      variables: ['text'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.DetailsTitle>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  play: async ({ canvas, globals }) => {
    const name = wordsOf({ globals }).detailsTitle.dislike;
    await expect(await canvas.findByRole('heading', { level: 2, name })).toBeVisible();
  },
};

export const AnotherLevel: Story = {
  // biome-ignore lint/a11y/useHeadingContent: the part fills it.
  args: { render: <h3 /> },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('heading', { level: 3 })).toBeVisible();
  },
};
