import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';
import { wordsOf } from '../../src/words-of.ts';

const meta = {
  title: 'Parts/DetailsDescription',
  component: MessageFeedback.DetailsDescription,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Details>
  <MessageFeedback.DetailsTitle />
  <MessageFeedback.DetailsDescription />
  …
</MessageFeedback.Details>`,
      semantics: 'A paragraph that describes the details: screen readers read it after their title.',
      variables: ['text'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.DetailsDescription>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  play: async ({ canvas, globals }) => {
    const { detailsDescription } = wordsOf({ globals });
    await expect(await canvas.findByText(detailsDescription)).toBeVisible();
  },
};
