import { expect, test } from '@playwright/test';
import { answered, ask, composer, conversations, renameByKeyboard, SHORT } from './chat-page.ts';
import { demoOf } from './demos.ts';
import { engines } from './sample.ts';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(composer(page)).toBeVisible();
});

test('a conversation is renamed and deleted by the keyboard', async ({ page }) => {
  await renameByKeyboard(page);
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
  tag: engines('an IME in the composer'),
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
  const about = page.getByRole('button', { name: 'About this demo' });
  await about.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'About this demo' })).toBeHidden();
  await expect(about).toBeFocused();

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
