import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { type ScreenReader, startScreenReader } from '../../test/screen-reader.ts';
import { makeUnreachable } from '../../test/unreachable.ts';
import type { FeedbackProviderProps } from '../provider/FeedbackProvider.tsx';
import { FeedbackBar, type FeedbackBarProps } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });
const comment = page.getByRole('textbox', { name: 'Comment' });
const status = page.getByRole('status');

describe('<FeedbackBar /> with a screen reader', () => {
  it('is a named group of two toggle buttons', async () => {
    const { ear } = await listen();
    expect(await ear.browse()).toEqual([
      'group, Rate this response',
      'button, Good response, not pressed',
      'button, Bad response, not pressed',
      'status',
      'end of group, Rate this response',
      'end of document',
    ]);
  });

  it('announces the thank-you once a rating is saved, and the button as pressed under the same name', async () => {
    const { ear } = await listen();
    await press('{Tab}{Enter}');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(await ear.since()).toEqual([
      'button, Good response, not pressed',
      'polite: Thanks for your feedback.',
    ]);
    expect(await again(ear)).toBe('button, Good response, pressed');
  });

  it('announces a switch like a rating, and the state of each button', async () => {
    const { ear } = await listen();
    await press('{Tab}{Enter}');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await press('{Tab}{Enter}');
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await press('{Escape}{Shift>}{Tab}{/Shift}');
    expect(await ear.since()).toEqual([
      'button, Good response, not pressed',
      'polite: Thanks for your feedback.',
      'button, Bad response, not pressed',
      'dialog, What went wrong?, Your rating already counts. The rest is optional.',
      'checkbox, Not correct, not checked',
      'polite: Thanks for your feedback.',
      'button, Bad response, pressed',
      'button, Good response, not pressed',
    ]);
  });

  it('announces an undo, and where focus is afterwards', async () => {
    const { ear } = await listen();
    await press('{Tab}{Enter}');
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await press('{Tab}{Tab}');
    await ear.since();
    await press('{Enter}');
    await expect.element(status).toHaveTextContent('Rating removed.');
    expect(await ear.since()).toEqual(['button, Good response, not pressed', 'polite: Rating removed.']);
  });

  it('announces the details as a named dialog, and the thank-you when they are sent', async () => {
    const { ear } = await listen();
    await press('{Tab}{Tab}{Enter}');
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toHaveFocus();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(await ear.since()).toEqual([
      'button, Good response, not pressed',
      'button, Bad response, not pressed',
      'dialog, What went wrong?, Your rating already counts. The rest is optional.',
      'checkbox, Not correct, not checked',
      'polite: Thanks for your feedback.',
    ]);
    await press(' ');
    await press('{Tab}{Tab}{Tab}{Tab}{Tab}{Tab}No.{Tab}');
    expect(await ear.since()).toEqual([
      'checkbox, Incomplete, not checked',
      'checkbox, Not what I asked, not checked',
      'checkbox, Hard to understand, not checked',
      'checkbox, Harmful or offensive, not checked',
      'checkbox, Something else, not checked',
      'textbox, Comment',
      'button, Send',
    ]);
    await press('{Enter}');
    await expect.element(dislike).toHaveFocus();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(await ear.since()).toEqual(['button, Bad response, pressed', 'polite: Thanks for your feedback.']);
    await press('{Tab}');
    expect(await ear.since()).toEqual(['button, Edit details, not expanded, has popup dialog']);
  });

  it('announces why the comment is not sent, as the description of the focused field', async () => {
    const { ear } = await listen();
    await press('{Tab}{Tab}{Enter}');
    await comment.fill('x'.repeat(251));
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(comment).toHaveFocus();
    expect(await again(ear)).toBe(
      'textbox, Comment, The comment is too long. Shorten it by 1 character., invalid',
    );
  });

  it('announces why the comment is not sent with Ctrl+Enter, and does not repeat it while the user types', async () => {
    await listen();
    await press('{Tab}{Tab}{Enter}');
    await comment.fill('x'.repeat(253));
    await press('{Control>}{Enter}{/Control}');
    // The simulation does not announce an alert that is new on the page; screen readers do.
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('The comment is too long. Shorten it by 3 characters.');
    await press('{Backspace}');
    await expect.element(comment).toHaveAccessibleDescription(/by 2 characters/);
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('announces a delay, offers Retry, and announces the thank-you when that succeeds', async () => {
    const submit = createScriptedSubmit();
    makeUnreachable(submit);
    const { ear } = await listen({}, { submit });
    await press('{Tab}{Enter}');
    await expect.element(page.getByRole('button', { name: 'Retry' })).toBeVisible();
    expect(await ear.since()).toEqual(['button, Good response, not pressed', 'polite: Not sent yet.']);
    submit.failAlways(null);
    await press('{Tab}{Tab}');
    expect(await ear.since()).toEqual(['button, Bad response, not pressed', 'button, Retry']);
    await press('{Enter}');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(await ear.since()).toEqual([
      'button, Good response, pressed',
      'polite: Thanks for your feedback.',
    ]);
  });

  it('announces why a rating is refused, and that the button is no longer pressed', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    const { ear } = await listen({}, { submit });
    await press('{Tab}{Enter}');
    await expect.element(status).toHaveTextContent('Not saved');
    expect(await ear.since()).toEqual([
      'button, Good response, not pressed',
      'polite: Not saved: this response can’t be rated.',
    ]);
    expect(await again(ear)).toBe('button, Good response, not pressed');
  });

  it('announces why nothing happens on a bar that cannot change', async () => {
    const { ear } = await listen({
      readOnly: 'This conversation is archived.',
      initialFeedback: { rating: 'dislike', reasons: [], comment: 'No.' },
    });
    await press('{Tab}');
    await press('{Enter}');
    await expect.element(status).toHaveTextContent('This conversation is archived.');
    await press('{Tab}');
    await press('{Tab}');
    expect(await ear.since()).toEqual([
      'button, Good response, This conversation is archived., disabled, not pressed',
      'polite: This conversation is archived.',
      'button, Bad response, This conversation is archived., disabled, pressed',
      'button, View details, not expanded, has popup dialog',
    ]);
  });

  it('makes at most two announcements for five quick presses', async () => {
    const { ear, submit } = await listen();
    await press('{Tab}');
    await ear.since();
    await press('{Enter}{Enter}{Enter}{Enter}{Enter}');
    await expect.poll(() => submit.stored.get('message-1')?.feedback.rating).toBe('like');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    const announced = await ear.since();
    expect(announced.length).toBeLessThanOrEqual(2);
    expect(announced.at(-1)).toBe('polite: Thanks for your feedback.');
  });

  it('announces the character count after a pause, and only near the limit', async () => {
    const { ear } = await listen();
    await press('{Tab}{Tab}{Enter}');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await comment.fill('x'.repeat(180));
    await ear.since();
    for (let written = 181; written <= 210; written++) await press('x');
    const heard: string[] = [];
    await expect.poll(async () => heard.push(...(await ear.since()))).toBeGreaterThan(0);
    expect(heard).toEqual(['polite: 40 characters left']);
  });
});

/**
 * The announcement of the focused element when the user returns to it. The character count of a live
 * region may follow, a second after the user has typed.
 */
async function again(ear: ScreenReader): Promise<string | undefined> {
  await press('{Tab}{Shift>}{Tab}{/Shift}');
  return (await ear.since()).filter((phrase) => !phrase.startsWith('polite: ')).at(-1);
}

async function listen(
  props: Partial<FeedbackBarProps> = {},
  provider: Partial<FeedbackProviderProps> & { submit?: ScriptedSubmit } = {},
) {
  const { submit } = renderFeedback(
    <FeedbackBar message={{ messageId: 'message-1' }} {...props} />,
    provider,
  );
  return { ear: await startScreenReader(), submit };
}

async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys);
}
