import { createScriptedSubmit } from '@message-feedback/core/testing';
import { cleanup } from '@testing-library/react';
import { createElement } from 'react';
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { FeedbackBar } from '../src/index.ts';
import { renderFeedback } from './feedback-harness.tsx';
import { uniqueUserId } from './unique-user-id.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * A user rates `message-1` without a network and leaves the page. `putBack` stores that rating as one
 * from eight days ago; until then, the journal is empty.
 */
export async function takeOldFeedback(): Promise<{ userId: string; putBack: () => void }> {
  const userId = uniqueUserId();
  const submit = createScriptedSubmit();
  submit.failAlways('network');
  renderFeedback(createElement(FeedbackBar, { message: { messageId: 'message-1' } }), { submit, userId });
  await page.getByRole('button', { name: 'Good response' }).click();
  await expect.poll(() => localStorage.length).toBe(1);
  cleanup();
  const [key = ''] = Object.keys(localStorage);
  const value = localStorage.getItem(key) ?? '';
  localStorage.removeItem(key);
  const older = key.replace(/\d{15}/, (ms) => String(Number(ms) - 8 * DAY_MS).padStart(15, '0'));
  return { userId, putBack: () => localStorage.setItem(older, value) };
}
