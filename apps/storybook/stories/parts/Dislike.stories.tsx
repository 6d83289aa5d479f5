import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { savedItem } from '../../src/saved-item.ts';
import { inRoot } from '../../src/surroundings.tsx';
import { feedback } from '../../src/withScriptedServer.tsx';

const meta = {
  title: 'Parts/Dislike',
  component: MessageFeedback.Dislike,
  decorators: [inRoot],
  parameters: partGuide({
    anatomy: `<MessageFeedback.Root message={{ messageId }}>
  <MessageFeedback.Dislike />
</MessageFeedback.Root>`,
    semantics:
      'A `button` with `aria-pressed`. Its name stays the same in both states, as the state is told by `aria-pressed`. Where it may not be used it is `aria-disabled`, never `disabled`: it keeps its focus and says why.',
    keyboard: [['Enter, Space', 'Says that the answer was bad; pressed again, takes that back.']],
    variables: ['muted', 'accent', 'hover', 'radius', 'size', 'icon-dislike'],
  }),
} satisfies Meta<typeof MessageFeedback.Dislike>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  play: async (context) => {
    const bar = barOf(context);
    const button = await bar.dislike();
    button.focus();
    await context.userEvent.keyboard('{Enter}');
    await expect(button).toHaveAttribute('data-pressed');
    await context.userEvent.keyboard(' ');
    await expect(button).not.toHaveAttribute('data-pressed');
  },
};

export const Pressed: Story = {
  parameters: feedback({ items: [savedItem({ rating: 'dislike' })] }),
  play: async (context) => {
    await expect(await barOf(context).pressed('dislike')).toBeVisible();
  },
};

/** With children the icon of the theme gives way. */
export const WithText: Story = {
  args: { children: '👎' },
  play: async (context) => {
    await expect(await barOf(context).dislike()).toHaveTextContent('👎');
  },
};
