import { expect, test } from '@playwright/test';
import { demoOf } from './demos.ts';
import { emulatedMoveworks } from './emulated-moveworks.ts';
import { rateWhileStreaming } from './rate-while-streaming.ts';

test.use({ baseURL: demoOf('moveworks').chat });

test('a rating of a streaming answer reaches Moveworks after the undo window', async ({ page }) => {
  const moveworks = emulatedMoveworks();
  const message = await moveworks.messageAnswering(await rateWhileStreaming(page));
  await expect.poll(() => moveworks.feedbackOf(message.id), { timeout: 25_000 }).toHaveLength(1);
  const [row] = await moveworks.feedbackOf(message.id);
  expect(row).toMatchObject({ side: 'unhelpful', user: message.user, submissions: 1 });
  expect(row?.additionalFeedback).toContain('It is not done.');
});
