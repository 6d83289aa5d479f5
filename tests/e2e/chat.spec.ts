import { expect, test } from '@playwright/test';
import {
  answered,
  answers,
  ask,
  composer,
  conversations,
  LONG,
  SHORT,
  sendButton,
  stopButton,
  write,
} from './chat-page.ts';
import { heldAnswer } from './held-answer.ts';
import { engines } from './sample.ts';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(composer(page)).toBeVisible();
});

test('a suggested question starts a conversation, and its URL opens it again', async ({ page }) => {
  await page.getByRole('button', { name: SHORT }).click();
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/);
  await answered(page);
  await expect(answers(page)).toContainText('391');

  await page.reload();
  await expect(answers(page)).toContainText('391');
  await expect(conversations(page).getByRole('link', { name: SHORT })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('Stop ends an answer, and the partial answer stays', async ({ page }) => {
  const { question } = await heldAnswer();
  await ask(page, question);
  await expect(answers(page)).toContainText('Here is a small function');
  await stopButton(page).click();
  await answered(page);
  await expect(answers(page)).not.toContainText('Call it as');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.reload();
  await expect(answers(page)).toContainText('Here is a small function');
  await expect(answers(page)).not.toContainText('Call it as');
});

test('an answer continues after a reload', {
  tag: engines('an answer after a reload'),
}, async ({ page }) => {
  const { question, letGo } = await heldAnswer();
  await ask(page, question);
  await expect(answers(page)).toContainText('Here is');
  await page.reload();
  await expect(stopButton(page)).toBeVisible();
  await expect(answers(page)).not.toContainText('Call it as');
  await letGo();
  await answered(page);
  await expect(answers(page)).toContainText('Call it as');
});

test('a new chat stays open when an answer starts in another one', async ({ page }) => {
  await ask(page, SHORT);
  await answered(page);
  let letGo = () => {};
  const paused = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/api/chat', async (route) => {
    await paused;
    await route.continue();
  });
  await ask(page, LONG);
  await conversations(page).getByRole('link', { name: 'New chat' }).click();
  // The list is refetched as soon as the answer has started.
  const begun = page.waitForResponse('**/api/conversations');
  letGo();
  await begun;
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();

  await conversations(page).getByRole('link', { name: SHORT }).click();
  await answered(page);
  await expect(answers(page)).toHaveCount(2);
  await expect(answers(page).last()).toContainText('Call it as');
});

test('a question that cannot be sent stays, and can be sent when the network is back', async ({
  page,
  context,
}) => {
  await ask(page, SHORT);
  await answered(page);
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await ask(page, 'What is 2 * 4?');
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached.');

  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(answers(page).last()).toContainText('8');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('log').getByText('What is 2 * 4?')).toHaveCount(1);
});

test('a screen reader announces an answer once, when it is complete', async ({ page }) => {
  await expect(page.getByRole('log')).toHaveCount(0);
  const heard: string[] = [];
  await page.exposeFunction('hear', (text: string) => heard.push(text));
  await page.evaluate(() => {
    const notice = () => {
      const text = document.querySelector('p[role="status"]')?.textContent;
      if (text) (window as unknown as { hear(text: string): void }).hear(text);
    };
    new MutationObserver(notice).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await ask(page, SHORT);
  await answered(page);
  await expect(page.getByRole('log')).toHaveAttribute('aria-live', 'off');
  await expect
    .poll(() => new Set(heard))
    .toEqual(new Set(['The assistant is answering.', 'The assistant said: 17 * 23 makes 391.']));
});

test('focus does not move while an answer streams', async ({ page }) => {
  const { question, letGo } = await heldAnswer();
  await write(composer(page), question);
  await sendButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(stopButton(page)).toBeFocused();
  await letGo();
  await answered(page);
  await expect(sendButton(page)).toBeFocused();
});
