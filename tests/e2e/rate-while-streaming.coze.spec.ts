import { expect, test } from '@playwright/test';
import { answered, ask } from './chat-page.ts';
import { demoOf } from './demos.ts';
import { emulatedCoze } from './emulated-coze.ts';
import { heldAnswer } from './held-answer.ts';
import { rateWhileStreaming } from './rate-while-streaming.ts';
import { dislike, journalKeys, like } from './rating-page.ts';

test.use({ baseURL: demoOf('coze').chat });

test('a rating of a streaming answer reaches Coze once the answer is complete', async ({ page }) => {
  const coze = emulatedCoze();
  const message = await coze.messageAnswering(await rateWhileStreaming(page));
  await expect
    .poll(() => coze.feedbackOf(message.id))
    .toMatchObject([
      {
        feedbackType: 'unlike',
        sessionName: message.user,
        reasonTypes: ['Incomplete'],
        comment: 'It is not done.',
      },
    ]);
});

test('a rating of an answer without an id survives a reload', async ({ page, context }) => {
  const coze = emulatedCoze();
  const { question, untilHeld, letGo } = await heldAnswer();
  await page.goto('/');
  await ask(page, question);
  await untilHeld(page);
  await like(page).click();
  await expect(page.locator('[data-answering]')).toHaveCount(1);
  const address = page.url();
  await page.close({ runBeforeUnload: false });

  const next = await context.newPage();
  await next.goto(address);
  await expect(like(next)).toHaveAttribute('aria-pressed', 'true');
  await letGo();
  await answered(next);
  await expect(like(next)).toHaveAttribute('aria-pressed', 'true');
  await expect(dislike(next)).toHaveAttribute('aria-pressed', 'false');
  const message = await coze.messageAnswering(question);
  await expect
    .poll(() => coze.feedbackOf(message.id))
    .toMatchObject([{ feedbackType: 'like', sessionName: message.user }]);
  // No journal record is left under the pending id.
  await expect.poll(() => journalKeys(next)).toEqual([]);
});
