import { expect, type Page } from '@playwright/test';
import { answered, ask, bars } from './chat-page.ts';
import { heldAnswer } from './held-answer.ts';
import { details, dislike } from './rating-page.ts';

/**
 * Presses thumbs-down while the answer streams, and continues to write while the answer is
 * completed and gets its id. The rating, the open details and the text must not change. Returns the
 * question.
 */
export async function rateWhileStreaming(page: Page): Promise<string> {
  const { question, untilHeld, letGo } = await heldAnswer();
  await page.goto('/');
  await ask(page, question);
  await expect(bars(page)).toBeVisible();
  await untilHeld(page);
  await dislike(page).click();
  await expect(page.locator('[data-answering]')).toHaveCount(1);
  await details(page).getByRole('checkbox', { name: 'Incomplete' }).check();
  const comment = details(page).getByRole('textbox', { name: 'Comment' });
  await comment.pressSequentially('It is not');

  await letGo();
  await answered(page);
  await expect(comment).toBeFocused();
  await comment.pressSequentially(' done.');
  await expect(comment).toHaveValue('It is not done.');
  await details(page).getByRole('button', { name: 'Send' }).click();
  await expect(dislike(page)).toHaveAttribute('aria-pressed', 'true');
  return question;
}
