import { type MessageRef, type Rating, useMessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import * as React from 'react';
import { expect } from 'storybook/test';

const meta = {
  title: 'Hook',
  tags: ['!autodocs'],
  component: WasThisHelpful,
  args: { message: { messageId: 'message-1' } },
} satisfies Meta<typeof WasThisHelpful>;
export default meta;
type Story = StoryObj<typeof meta>;

/** `useMessageFeedback` alone, for a UI that needs neither the bar nor its parts. */
export const WithoutParts: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('radio', { name: 'Yes' }));
    await expect(await canvas.findByText('Saved')).toBeVisible();
    await userEvent.click(canvas.getByRole('radio', { name: 'No' }));
    await expect(canvas.getByRole('radio', { name: 'Yes' })).not.toBeChecked();
    await userEvent.click(canvas.getByRole('button', { name: 'Clear' }));
    await expect(canvas.getByRole('radio', { name: 'No' })).not.toBeChecked();
  },
};

const ANSWERS: readonly (readonly [Rating, string])[] = [
  ['like', 'Yes'],
  ['dislike', 'No'],
];

function WasThisHelpful({ message }: { message: MessageRef }): React.ReactElement {
  const { feedback, delivery, rate } = useMessageFeedback(message);
  const name = React.useId();
  return (
    <fieldset lang="en">
      <legend>Was this helpful?</legend>
      {ANSWERS.map(([rating, label]) => (
        <label key={rating} style={{ display: 'inline-block', padding: '0.25rem 0.75rem' }}>
          <input
            type="radio"
            name={name}
            checked={feedback.rating === rating}
            onChange={() => rate(rating)}
          />{' '}
          {label}
        </label>
      ))}
      <button type="button" onClick={() => rate(null)}>
        Clear
      </button>
      <p role="status">{feedback.rating !== null && (delivery === 'settled' ? 'Saved' : 'Saving')}</p>
    </fieldset>
  );
}
