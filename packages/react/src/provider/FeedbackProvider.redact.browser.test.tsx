import type { Feedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';

const message = { messageId: 'message-1' };
const dislike = page.getByRole('button', { name: 'Bad response' });
const comment = page.getByRole('textbox', { name: 'Comment' });
const redact = (text: string) => text.replaceAll(/\S+@\S+/g, '[mail]');
const stored = () => Object.values(localStorage).join('\n');

describe('<FeedbackProvider redact />', () => {
  it('keeps a draft out of storage as it was typed, and leaves the field alone', async () => {
    renderFeedback(<FeedbackBar message={message} />, { redact });
    await dislike.click();
    await comment.fill('Write to ada@example.org');
    await expect.poll(stored).toContain('Write to [mail]');
    expect(stored()).not.toContain('ada@');
    await expect.element(comment).toHaveValue('Write to ada@example.org');
    await userEvent.keyboard('{Escape}');
  });

  it('stores and sends nothing if it throws, keeps the text in the form, and tells user and host', async () => {
    const onError = vi.fn();
    const submit = createScriptedSubmit();
    const throwing = () => {
      throw new Error('The host has a bug.');
    };
    renderFeedback(<FeedbackBar message={message} />, { redact: throwing, submit, onError });
    await dislike.click();
    await comment.fill('Write to ada@example.org');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Not saved');
    await expect.element(comment).toHaveValue('Write to ada@example.org');
    expect(onError.mock.calls.map(([error]) => error.code)).toContain('redaction_failed');
    expect(stored() + JSON.stringify(submit.received)).not.toContain('example.org');
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
    await userEvent.keyboard('{Escape}');
  });

  it('stores and sends the redacted comment and reasons', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('network');
    renderFeedback(<FeedbackBar message={message} reasons={{ allowCustom: true }} />, { redact, submit });
    await dislike.click();
    await comment.fill('Write to ada@example.org');
    await page.getByRole('textbox', { name: 'Your own reason' }).fill('bob@example.org');
    await page.getByRole('button', { name: 'Send' }).click();
    const expected: Feedback = { rating: 'dislike', reasons: ['[mail]'], comment: 'Write to [mail]' };
    expect(stored()).not.toContain('example.org');
    await expect.poll(() => submit.stored.get('message-1')?.feedback).toEqual(expected);
    expect(JSON.stringify(submit.received)).not.toContain('example.org');
  });
});
