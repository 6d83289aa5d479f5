import { FeedbackBar, useMyFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import type * as React from 'react';
import { expect, waitFor } from 'storybook/test';
import { barOf } from '../src/bar-of.ts';
import { savedItem } from '../src/saved-item.ts';
import { feedback } from '../src/withScriptedServer.tsx';

const meta = {
  title: 'Hook/useMyFeedback',
  component: MyFeedback,
} satisfies Meta<typeof MyFeedback>;
export default meta;
type Story = StoryObj<typeof meta>;

/**
 * `useMyFeedback` lists the user's feedback, the newest first, with Undo and Retry. Rate the
 * answers above the list.
 */
export const List: Story = {
  parameters: feedback({ items: [savedItem({ messageId: 'answer-1', rating: 'like' })] }),
  render: () => (
    <>
      <FeedbackBar message={{ messageId: 'answer-1' }} />
      <FeedbackBar message={{ messageId: 'answer-2' }} details={false} />
      <MyFeedback />
    </>
  ),
  play: async (context) => {
    const { canvas, userEvent } = context;
    await expect(await canvas.findByText('answer-1: like')).toBeVisible();
    const [, second] = canvas.getAllByRole('button', { name: barOf(context).words.rating.dislike });
    if (second === undefined) throw new Error('There are two bars.');
    await userEvent.click(second);
    const rows = () => canvas.getAllByRole('listitem').map((row) => row.firstChild?.textContent);
    await waitFor(() => expect(rows()).toEqual(['answer-2: dislike', 'answer-1: like']));
    await userEvent.click(canvas.getByRole('button', { name: 'Undo answer-1' }));
    await waitFor(() => expect(rows()).toEqual(['answer-2: dislike']));
  },
};

function MyFeedback(): React.ReactElement {
  const { items, undo, retry } = useMyFeedback();
  return (
    <ul lang="en" style={{ marginBlockStart: '3rem' }}>
      {items.map(({ message, feedback: { rating }, delivery }) => (
        <li key={message.messageId}>
          <span>{`${message.messageId}: ${rating ?? 'none'}`}</span>{' '}
          <button type="button" aria-label={`Undo ${message.messageId}`} onClick={() => undo(message)}>
            Undo
          </button>
          {delivery === 'delayed' && (
            <button type="button" onClick={() => retry(message)}>
              Send now
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
