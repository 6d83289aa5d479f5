import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { savedItem } from '../../src/saved-item.ts';
import { disliked, inRoot } from '../../src/surroundings.tsx';
import { feedback } from '../../src/withScriptedServer.tsx';

const meta = {
  title: 'Parts/DetailsTrigger',
  component: MessageFeedback.DetailsTrigger,
  decorators: [inRoot],
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }}>
  <MessageFeedback.Dislike />
  <MessageFeedback.DetailsTrigger />
  <MessageFeedback.Details>…</MessageFeedback.Details>
</MessageFeedback.Root>`,
    semantics:
      'A `button` with `aria-haspopup` and `aria-expanded`. Its name says whether it adds, edits or, if read-only, shows details.',
    keyboard: [['Enter, Space', 'Opens the details and moves focus into them.']],
    variables: ['accent'],
  }),
} satisfies Meta<typeof MessageFeedback.DetailsTrigger>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Add: Story = {
  parameters: disliked,
  play: async (context) => {
    await expect(await barOf(context).button('addDetails')).toBeVisible();
  },
};

export const Edit: Story = {
  parameters: feedback({
    items: [savedItem({ rating: 'dislike', comment: 'The second step is missing.' })],
  }),
  play: async (context) => {
    await expect(await barOf(context).button('editDetails')).toBeVisible();
  },
};
