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
      'A `button` with `aria-pressed`. Its name is the same in both states, because `aria-pressed` carries the state. If unavailable, it is `aria-disabled` instead of `disabled`, so it stays focusable and explains why.',
    keyboard: [['Enter, Space', 'Rates the answer as bad. Pressed again, revokes the rating.']],
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

/** Children replace the icon of the theme. */
export const WithText: Story = {
  args: { children: '👎' },
  play: async (context) => {
    await expect(await barOf(context).dislike()).toHaveTextContent('👎');
  },
};
