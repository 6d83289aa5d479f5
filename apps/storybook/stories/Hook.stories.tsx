import { type MessageRef, type Rating, useMessageFeedback } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import * as React from 'react';
import { expect, waitFor } from 'storybook/test';
import { OwnBar } from '../src/OwnBar.tsx';

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

/**
 * A whole bar with a design of its own: rating, undo, retry, reasons, a comment with its limit, and a
 * status, in the language of the provider. Copy it and change the markup.
 */
export const WholeBar: Story = {
  render: ({ message }) => <OwnBar message={message} />,
  play: async ({ canvas, userEvent }) => {
    const [good, bad] = canvas.getAllByRole('button');
    if (good === undefined || bad === undefined) throw new Error('There are no two buttons.');
    await userEvent.click(bad);
    await expect(bad).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(await canvas.findByTestId('details'));
    const [reason] = await canvas.findAllByRole('checkbox');
    if (reason === undefined) throw new Error('There are no reasons.');
    await userEvent.click(reason);
    await expect(reason).toBeChecked();
    const comment = canvas.getByRole('textbox');
    await userEvent.click(comment);
    await userEvent.paste('x'.repeat(251));
    await userEvent.click(canvas.getByTestId('send'));
    await expect(comment).toHaveAttribute('aria-invalid', 'true');
    await expect(comment).toHaveFocus();
    await userEvent.type(comment, '{Backspace}');
    await userEvent.click(canvas.getByTestId('send'));
    await waitFor(() => expect(canvas.queryByRole('textbox')).toBeNull());
    await expect(bad).toHaveFocus();
    await waitFor(() => expect(canvas.getByRole('status')).not.toBeEmptyDOMElement());
    await userEvent.click(await canvas.findByTestId('undo'));
    await expect(bad).toHaveAttribute('aria-pressed', 'false');
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
