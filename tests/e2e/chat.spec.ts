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
import { demoOf } from './demos.ts';
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

test('a conversation is renamed and deleted by the keyboard', async ({ page }) => {
  await ask(page, SHORT);
  await answered(page);
  await conversations(page).getByRole('link', { name: SHORT }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Sums');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Sums' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rename “Sums”' })).toBeFocused();

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog', { name: 'Delete this conversation?' })
    .getByRole('button', { name: 'Delete' })
    .press('Enter');
  await expect(page).toHaveURL(/\/$/);
  await expect(conversations(page).getByRole('link', { name: 'Sums' })).toHaveCount(0);
  await expect(conversations(page).getByRole('link', { name: 'New chat' })).toBeFocused();
});

test('Shift+Enter inserts a line, and Enter sends nothing while an IME is composing', {
  tag: '@engines',
}, async ({ page }) => {
  await composer(page).pressSequentially('one');
  await composer(page).press('Shift+Enter');
  await composer(page).pressSequentially('two');
  await composer(page).dispatchEvent('keydown', {
    key: 'Enter',
    isComposing: true,
    bubbles: true,
    cancelable: true,
  });
  await composer(page).dispatchEvent('keydown', {
    key: 'Enter',
    keyCode: 229,
    bubbles: true,
    cancelable: true,
  });
  await expect(composer(page)).toHaveValue('one\ntwo');
  await expect(page.getByRole('log')).toHaveCount(0);

  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('');
  await expect(page.getByRole('log')).toContainText('one\ntwo');
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

test('on a phone the conversations are in a drawer', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await ask(page, SHORT);
  await answered(page);
  await expect(conversations(page)).toBeHidden();
  const open = page.getByRole('button', { name: 'Show conversations' });
  await open.click();
  await expect(conversations(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(conversations(page)).toBeHidden();
  await expect(open).toBeFocused();

  await open.click();
  await conversations(page).getByRole('link', { name: 'New chat' }).click();
  await expect(conversations(page)).toBeHidden();
  await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();
});

test('a browser cannot see the conversations of another browser', async ({ page, browser }) => {
  await ask(page, SHORT);
  await expect(page).toHaveURL(/\/c\//);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(page.url());
  await expect(stranger.getByRole('alert')).toContainText('There is no such conversation.');
  await stranger.context().close();
});

test('"About this demo" shows the upstream and what it can do', async ({ page }) => {
  const open = page.getByRole('button', { name: 'About this demo' });
  await open.click();
  const about = page.getByRole('dialog', { name: 'About this demo' });
  await expect(about).toContainText('It runs on an emulated Dify');
  await expect(about).toContainText('You can undo a rating at any time');
  await expect(about).toContainText('FEEDBACK_UPSTREAM=moveworks npm start');
  await expect(about.getByRole('link', { name: 'operator page' })).toHaveAttribute(
    'href',
    demoOf('dify').operator,
  );
  await page.keyboard.press('Escape');
  await expect(about).toBeHidden();
  await expect(open).toBeFocused();
});
