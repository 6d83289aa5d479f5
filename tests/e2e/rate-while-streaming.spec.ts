import { expect, test } from '@playwright/test';
import { emulatedDify } from './emulated-dify.ts';
import { rateWhileStreaming } from './rate-while-streaming.ts';
import { engines } from './sample.ts';

test('a rating of a streaming answer reaches Dify under the answer’s id', {
  tag: engines('rating while streaming'),
}, async ({ page }) => {
  const dify = emulatedDify();
  const message = await dify.messageAnswering(await rateWhileStreaming(page));
  await expect.poll(async () => (await dify.feedbackOf(message.id))[0]?.content).toContain('It is not done.');
  expect(await dify.feedbackOf(message.id)).toMatchObject([{ rating: 'dislike', user: message.user }]);
});
