import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { barOf } from '../../src/bar-of.ts';
import { partGuide } from '../../src/part-guide.ts';
import { disliked, inForm } from '../../src/surroundings.tsx';

const meta = {
  title: 'Parts/Reasons',
  component: MessageFeedback.Reasons,
  decorators: [inForm],
  parameters: {
    ...partGuide({
      anatomy: `<MessageFeedback.Details>
  <MessageFeedback.Reasons allowCustom />
</MessageFeedback.Details>`,
      semantics:
        'A `group` (a `fieldset` with an `aria-label`). A polite live region below the reasons announces the result of adding a custom reason, and why no more reasons can be checked.',
      variables: ['border', 'accent', 'on-accent', 'muted'],
    }),
    ...disliked,
  },
} satisfies Meta<typeof MessageFeedback.Reasons>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Default: Story = {
  play: async (context) => {
    const incorrect = await barOf(context).reason('incorrect');
    await context.userEvent.click(incorrect);
    await expect(incorrect).toBeChecked();
  },
};

/**
 * If the host allows it, users can add custom reasons. These are checked at once and can be cleared
 * like the others.
 */
export const WithCustomReasons: Story = {
  args: { allowCustom: true },
  parameters: { own: ['Too many emojis'] },
  play: async (context) => {
    const { canvas, userEvent } = context;
    const { words } = barOf(context);
    await userEvent.type(
      await canvas.findByRole('textbox', { name: words.customReason }),
      'Too many emojis{Enter}',
    );
    await expect(await canvas.findByRole('checkbox', { name: 'Too many emojis' })).toBeChecked();
  },
};
