import { expect, test } from '@playwright/test';
import { answered, answers, ask, bars, composer, conversations, SHORT, stopButton } from './chat-page.ts';
import { demoOf } from './demos.ts';
import { emulatedMoveworks } from './emulated-moveworks.ts';
import { heldAnswer } from './held-answer.ts';
import { askSomething } from './rating-page.ts';

test.use({ baseURL: demoOf('moveworks').chat });

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(composer(page)).toBeVisible();
});

test('an answer of Moveworks continues after a reload', async ({ page }) => {
  const { question, letGo } = await heldAnswer();
  await ask(page, question);
  await expect(answers(page)).toContainText('Here is');
  await page.reload();
  await expect(answers(page)).toContainText('Here is');
  await expect(answers(page)).not.toContainText('Call it as');
  await letGo();
  await answered(page);
  await expect(answers(page)).toContainText('Call it as');
  await expect(bars(page)).toHaveCount(1);
  await expect(page.getByRole('log').getByText(question)).toHaveCount(1);
});

test('the page offers nothing that Moveworks has no call for', async ({ page }) => {
  await ask(page, SHORT);
  await expect(answers(page)).toContainText('17');
  await expect(stopButton(page)).toHaveCount(0);
  await expect(bars(page)).toHaveCount(1);
  await conversations(page).getByRole('link', { name: SHORT }).hover();
  await expect(page.getByRole('button', { name: `Rename “${SHORT}”` })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Delete/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'About this demo' }).click();
  const about = page.getByRole('dialog', { name: 'About this demo' });
  await expect(about).toContainText('It runs on an emulated Moveworks');
  await expect(about).toContainText('You can undo a rating for 10 seconds');
});

test('a message that accepts one rating has one button, and a message that accepts none has no bar', async ({
  page,
}) => {
  const moveworks = emulatedMoveworks();
  const question = await askSomething(page);
  await moveworks.sayMore(question, { text: 'Only good.', sides: 'helpful' });
  await moveworks.sayMore(question, { text: 'Not to be rated.', sides: 'none' });
  await page.reload();
  await expect(answers(page)).toHaveCount(3);
  const buttonsUnder = (text: string) =>
    answers(page)
      .filter({ hasText: text })
      .getByRole('button', { name: /response$/ });
  await expect(buttonsUnder('You are welcome.')).toHaveCount(2);
  await expect(buttonsUnder('Only good.')).toHaveCount(1);
  await expect(buttonsUnder('Only good.')).toHaveAccessibleName('Good response');
  await expect(buttonsUnder('Not to be rated.')).toHaveCount(0);
});
