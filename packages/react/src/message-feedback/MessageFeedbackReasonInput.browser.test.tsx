import { fireEvent } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar, MessageFeedback } from '../index.ts';

describePart('ReasonInput', {
  element: <MessageFeedback.ReasonInput />,
  tag: 'input',
  state: { over: false, invalid: false },
  arrange: (dislike) => dislike.click(),
  act: {
    handler: 'onChange',
    perform: (part) => userEvent.fill(part, 'a'),
    observe: (part) => (part as HTMLInputElement).value,
  },
});

const field = page.getByRole('textbox', { name: 'Your own reason' });
const send = page.getByRole('button', { name: 'Send' });
const chip = (name: string) => page.getByRole('checkbox', { name, exact: true });
const tracked = () =>
  field.element().closest('fieldset')?.querySelector('[aria-live="polite"][id]')?.textContent;

describe('<MessageFeedback.ReasonInput />', () => {
  it('adds a custom reason with Enter, and sends it', async () => {
    const { submit } = await openDetails();
    await userEvent.type(field, '  Too polite {Enter}');
    await expect.element(chip('Too polite')).toBeChecked();
    await expect.element(field).toHaveValue('');
    expect(tracked()).toBe('Added.');
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['Too polite']);
  });

  it('forgets what it said when a press of the thumb closes the form', async () => {
    await openDetails();
    await userEvent.type(field, 'Too polite{Enter}');
    expect(tracked()).toBe('Added.');
    const thumb = page.getByRole('button', { name: 'Bad response' });
    await thumb.click();
    await expect.element(field).not.toBeInTheDocument();
    await thumb.click();
    await expect.element(field).toBeVisible();
    expect(tracked()).toBe('');
  });

  it('keeps unsent text when the bar unmounts, and when the page reloads', async () => {
    const userId = uniqueUserId();
    const { unmount } = await openDetails(undefined, userId);
    await field.fill('Too pol');
    unmount();
    // Another client, which knows only what is in the journal.
    const { submit } = await openDetails(undefined, userId);
    await expect.element(field).toHaveValue('Too pol');
    await userEvent.type(field, 'ite');
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['Too polite']);
    await expect.poll(() => localStorage.length).toBe(0);
  });

  it('neither sends nor loses an unfinished reason while no field shows it', async () => {
    const { submit, rerender } = await openDetails();
    await field.fill('Too pol');
    const bar = (allowCustom: boolean) => (
      <MessageFeedback.Root message={{ messageId: 'message-1' }} surface="inline">
        <MessageFeedback.DetailsTrigger />
        <MessageFeedback.Details>
          <MessageFeedback.Reasons allowCustom={allowCustom} />
          <MessageFeedback.Send />
        </MessageFeedback.Details>
      </MessageFeedback.Root>
    );
    rerender(bar(false));
    await page.getByRole('button', { name: 'Add details' }).click();
    await chip('Not correct').click();
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['Not correct']);
    rerender(bar(true));
    await page.getByRole('button', { name: /details/ }).click();
    await expect.element(field).toHaveValue('Too pol');
  });

  it('does not submit the host’s form with Enter', async () => {
    let submitted = 0;
    await openDetails((bar) => <form onSubmit={() => submitted++}>{bar}</form>);
    await userEvent.type(field, 'Too polite{Enter}');
    await expect.element(chip('Too polite')).toBeChecked();
    expect(submitted).toBe(0);
  });

  it.each([
    ['while it is composing', { isComposing: true }],
    ['when the key that ended the composition arrives late, as in Safari', { keyCode: 229 }],
  ])('leaves Enter to the input method %s', async (_when, composing) => {
    await openDetails();
    await field.fill('太客气');
    fireEvent.keyDown(field.element(), { key: 'Enter', ...composing });
    await expect.element(field).toHaveValue('太客气');
    expect(chip('太客气').elements()).toEqual([]);
    fireEvent.keyDown(field.element(), { key: 'Enter', keyCode: 13 });
    await expect.element(chip('太客气')).toBeChecked();
  });

  it('reports a reason that is already chosen, in any spelling', async () => {
    await openDetails();
    await userEvent.type(field, 'Café{Enter}');
    await userEvent.type(field, ' cafe\u0301 {Enter}');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field).toHaveAccessibleDescription('You’ve already chosen this reason.');
    expect(chip('Café').elements()).toHaveLength(1);
  });

  it('chooses an offered reason when the user writes it', async () => {
    const { submit } = await openDetails();
    await userEvent.type(field, 'not CORRECT{Enter}');
    await expect.element(chip('Not correct')).toBeChecked();
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['Not correct']);
  });

  it('accepts more than 30 characters, counts them, and shows by how much to shorten', async () => {
    await openDetails();
    await field.fill('长'.repeat(33));
    await expect.element(field).toHaveValue('长'.repeat(33));
    await expect.element(page.getByText('3 characters too many').first()).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect
      .element(field)
      .toHaveAccessibleDescription('The reason is too long. Shorten it by 3 characters.');
    await field.fill('长'.repeat(30));
    await expect.element(field).not.toHaveAttribute('aria-invalid');
    await userEvent.keyboard('{Enter}');
    await expect.element(chip('长'.repeat(30))).toBeChecked();
  });

  it('explains why an eleventh reason is not possible, and keeps its text', async () => {
    await openDetails();
    for (let index = 1; index <= 10; index++) await userEvent.type(field, `Reason ${index}{Enter}`);
    await userEvent.type(field, 'One more{Enter}');
    await expect
      .element(field)
      .toHaveAccessibleDescription('You can choose up to 10. Clear one to choose another.');
    await expect.element(field).toHaveValue('One more');
    await chip('Reason 4').click();
    await field.click();
    await userEvent.keyboard('{Enter}');
    await expect.element(chip('One more')).toBeChecked();
  });

  it('lets the user clear a custom reason, which stays in its place', async () => {
    const { submit } = await openDetails();
    await userEvent.type(field, 'Too polite{Enter}');
    await chip('Too polite').click();
    await expect.element(chip('Too polite')).not.toBeChecked();
    await expect.element(chip('Too polite')).toHaveFocus();
    await send.click();
    await expect.poll(() => submit.received).toHaveLength(2);
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual([]);
    await page.getByRole('button', { name: 'Add details' }).click();
    await expect.element(field).toBeVisible();
    expect(chip('Too polite').elements()).toEqual([]);
  });

  it('keeps custom reasons in the draft, and an unfinished one in the field', async () => {
    await openDetails();
    await userEvent.type(field, 'Too polite{Enter}');
    await userEvent.type(field, 'Too');
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: 'Add details' }).click();
    await expect.element(chip('Too polite')).toBeChecked();
    await expect.element(field).toHaveValue('Too');
  });

  it('is sent with the form without a press of Add', async () => {
    const { submit } = await openDetails();
    await field.fill('Too polite');
    await send.click();
    await expect.poll(() => submit.received.at(-1)?.feedback.reasons).toEqual(['Too polite']);
  });

  it('prevents Send for an invalid reason, and gets focus', async () => {
    const { submit } = await openDetails();
    await field.fill('x'.repeat(31));
    await send.click();
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.poll(() => submit.received).toHaveLength(1);
  });
});

async function openDetails(
  around: (bar: React.ReactElement) => React.ReactElement = (bar) => bar,
  userId: string = uniqueUserId(),
) {
  const rendered = renderFeedback(around(<FeedbackBar message={{ messageId: 'message-1' }} />), {
    reasons: { allowCustom: true },
    userId,
  });
  await page.getByRole('button', { name: 'Bad response' }).click();
  await expect.element(field).toBeVisible();
  return rendered;
}
