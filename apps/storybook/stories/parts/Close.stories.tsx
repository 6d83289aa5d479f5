import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/Close',
  component: MessageFeedback.Close,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Details>
  …
  <MessageFeedback.Send />
  <MessageFeedback.Close />
</MessageFeedback.Details>`,
      semantics: 'A `button`, after `Send` in the tab order. It keeps the rating and the draft.',
      keyboard: [['Enter, Space', 'Closes the details and returns focus to the rating button.']],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.Close>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  play: async (context) => {
    await expect(await barOf(context).button('close')).toBeVisible();
  },
};
