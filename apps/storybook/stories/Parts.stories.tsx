import { MessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import type * as React from 'react';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';

const meta = {
  title: 'Parts/Overview',
  component: MessageFeedback.Root,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof MessageFeedback.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Each part is one element, accepts every prop of that element and is optional. */
export const ComposedByHand: Story = {
  render: (args) => (
    <MessageFeedback.Root {...args} style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' }}>
      <MessageFeedback.Like>👍</MessageFeedback.Like>
      <MessageFeedback.Dislike>👎</MessageFeedback.Dislike>
      <MessageFeedback.Status />
      <MessageFeedback.Undo />
      <MessageFeedback.Retry />
      <MessageFeedback.DetailsTrigger />
      <MessageFeedback.Details className="message-feedback-details">
        <MessageFeedback.DetailsTitle />
        <MessageFeedback.Reasons>
          <MessageFeedback.Reason reason="Wrong" />
          <MessageFeedback.Reason reason="Too slow">🐌 Too slow</MessageFeedback.Reason>
        </MessageFeedback.Reasons>
        <MessageFeedback.Send />
        <MessageFeedback.Close />
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  ),
  parameters: { own: ['Wrong', '🐌 Too slow'] },
  play: async (context) => {
    const { canvas, userEvent } = context;
    const bar = barOf(context);
    await bar.press('dislike');
    await userEvent.click(await canvas.findByRole('checkbox', { name: '🐌 Too slow' }));
    await bar.click('send');
    await waitFor(() => expect(canvas.queryByRole('checkbox')).toBeNull());
    await bar.says(bar.words.saved);
  },
};

/** `render` gives your own element the behaviour of a part. */
export const OwnElements: Story = {
  render: (args) => (
    <MessageFeedback.Root {...args} render={<footer />}>
      <MessageFeedback.Like aria-label="Helpful" title="" render={<PillButton />}>
        Helpful
      </MessageFeedback.Like>
      <MessageFeedback.Dislike aria-label="Not helpful" title="" render={<PillButton />}>
        Not helpful
      </MessageFeedback.Dislike>
      <MessageFeedback.Status render={<p />} />
    </MessageFeedback.Root>
  ),
  parameters: { own: ['Helpful', 'Not helpful'] },
  play: async (context) => {
    const bar = barOf(context);
    const helpful = context.canvas.getByRole('button', { name: 'Helpful' });
    await context.userEvent.click(helpful);
    await expect(helpful).toHaveAttribute('aria-pressed', 'true');
    await bar.says(bar.words.saved);
  },
};

function PillButton(props: React.ComponentPropsWithRef<'button'>): React.ReactElement {
  const pressed = props['aria-pressed'] === true;
  return (
    <button
      {...props}
      style={{
        marginInlineEnd: '0.5rem',
        padding: '0.25rem 0.875rem',
        font: 'inherit',
        color: pressed ? 'Canvas' : 'CanvasText',
        background: pressed ? 'CanvasText' : 'Canvas',
        border: '1px solid',
        borderRadius: '1rem',
      }}
    />
  );
}
