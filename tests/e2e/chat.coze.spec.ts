import { expect, test } from '@playwright/test';
import {
  answered,
  answers,
  ask,
  bars,
  composer,
  conversations,
  renameByKeyboard,
  stopButton,
} from './chat-page.ts';
import { demoOf } from './demos.ts';
import { heldAnswer } from './held-answer.ts';

test.use({ baseURL: demoOf('coze').chat });

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(composer(page)).toBeVisible();
});

test('an answer of Coze continues after a reload', async ({ page }) => {
  const { question, letGo } = await heldAnswer();
  await ask(page, question);
  await expect(answers(page)).toContainText('Here is');
  await page.reload();
  await expect(stopButton(page)).toBeVisible();
  await expect(answers(page)).not.toContainText('Call it as');
  await letGo();
  await answered(page);
  await expect(answers(page)).toContainText('Call it as');
  await expect(bars(page)).toHaveCount(1);
  await expect(page.getByRole('log').getByText(question)).toHaveCount(1);
});

test('Stop disconnects from an answer, which Coze finishes', async ({ page }) => {
  const { question } = await heldAnswer();
  await ask(page, question);
  await expect(answers(page)).toContainText('Here is a small function');
  await stopButton(page).click();
  await answered(page);
  await expect(answers(page)).not.toContainText('Call it as');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.reload();
  await expect(answers(page)).toContainText('Call it as');
  await expect(bars(page)).toHaveCount(1);
});

test('a conversation with Coze is named after its first question, renamed and deleted', async ({ page }) => {
  await renameByKeyboard(page);

  await page.getByRole('button', { name: 'Delete “Sums”' }).press('Enter');
  await page
    .getByRole('dialog', { name: 'Delete this conversation?' })
    .getByRole('button', { name: 'Delete' })
    .press('Enter');
  await expect(conversations(page).getByRole('link', { name: 'Sums' })).toHaveCount(0);
});
