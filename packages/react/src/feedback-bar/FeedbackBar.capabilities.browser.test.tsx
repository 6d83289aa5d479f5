import { DEFAULT_CAPABILITIES, type LoadedFeedback, type Rating } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackProvider } from '../index.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const group = page.getByRole('group', { name: 'Rate this response' });
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });

/** A bar whose proxy returns these capabilities and restricted messages. */
function show(tracked: Partial<LoadedFeedback>) {
  const submit = createScriptedSubmit();
  const load = async () => ({ items: [], ...tracked });
  render(
    <FeedbackProvider submit={Object.assign(submit, { load })} userId={uniqueUserId()}>
      <FeedbackBar message={{ messageId: 'message-1' }} />
    </FeedbackProvider>,
  );
  return submit;
}

describe('<FeedbackBar /> for the upstream’s capabilities', () => {
  it.each<[Rating, typeof like, typeof like]>([
    ['like', like, dislike],
    ['dislike', dislike, like],
  ])('shows one button where a message accepts only a %s', async (rating, accepted, other) => {
    const submit = show({ restricted: [{ messageId: 'message-1', ratings: [rating] }] });
    await expect.element(other).not.toBeInTheDocument();
    await accepted.click();
    await expect.element(accepted).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => submit.received[0]?.feedback.rating).toBe(rating);
  });

  it('renders nothing for a message that cannot be rated', async () => {
    show({ restricted: [{ messageId: 'message-1', ratings: [] }] });
    await expect.element(group).not.toBeInTheDocument();
  });

  it('shows both buttons for a message that the server does not list', async () => {
    show({ restricted: [{ messageId: 'message-2', ratings: [] }] });
    await expect.element(like).toBeVisible();
    await expect.element(dislike).toBeVisible();
  });

  it('counts up to the limits that the adapter declares', async () => {
    const limits = { reasons: 2, reasonCharacters: 30, commentCharacters: 20 };
    const submit = show({ capabilities: { ...DEFAULT_CAPABILITIES, limits } });
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('x'.repeat(21));
    await expect.element(page.getByText('1 character too many').first()).toBeVisible();
    await page.getByRole('checkbox', { name: 'Not correct' }).click();
    await page.getByRole('checkbox', { name: 'Incomplete' }).click();
    await expect.element(page.getByText(/You can choose up to 2\./)).toBeVisible();
    await page.getByRole('checkbox', { name: 'Something else' }).click({ force: true });
    await expect.element(page.getByRole('checkbox', { name: 'Something else' })).not.toBeChecked();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveFocus();
    await expect.poll(() => submit.received).toHaveLength(1);
  });
});
