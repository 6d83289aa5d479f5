import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, HostPage, holdAnswers, newQuestion, storedFeedback, test } from './host-page.ts';
import { chosenHosts } from './hosts.ts';
import { examples } from './install-hosts.ts';
import { backgroundOf, contrastOf } from './visible.ts';

for (const host of chosenHosts.filter(({ name }) => name.startsWith('next-'))) {
  test.describe(host.name, () => {
    test('was built without a key, and the build made no database', () => {
      expect(readdirSync(join(examples, host.name)).filter((file) => file.includes('.sqlite'))).toEqual([]);
    });

    test('takes the labels of a language from a server component', async ({ page }) => {
      const chat = new HostPage(page, host);
      await chat.open('/?lang=ja');
      await chat.question.pressSequentially(newQuestion());
      await chat.question.press('Enter');
      await expect(page.getByRole('button', { name: '低評価' })).toBeVisible();
    });

    test('takes a rating while the answer streams, and the console stays empty', async ({ page }) => {
      const chat = new HostPage(page, host);
      const question = newQuestion();
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(String(error)));
      // The console names only the status.
      page.on('response', async (response) => {
        if (response.status() >= 400) messages.push(await response.text());
      });
      const letGo = await holdAnswers(question);
      await chat.open();
      await chat.ask(question);
      await chat.dislike.click();
      await chat.chip('Incomplete').click();
      await chat.send.click();
      await expect.poll(async () => (await storedFeedback(question)).at(0)?.content).toContain('Incomplete');
      await letGo();
      await expect(chat.bar).toHaveAttribute('data-rating', 'dislike');
      expect(messages).toEqual([]);
    });
  });
}

for (const host of chosenHosts.filter(({ name }) => name === 'next-ai-sdk')) {
  test.describe(`${host.name}, dark on a light system`, () => {
    test.use({ colorScheme: 'light' });

    test('the bar and its panel are dark as well', async ({ page }) => {
      await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
      const chat = new HostPage(page, host);
      await chat.open();
      await chat.ask(newQuestion());
      expect.soft(await contrastOf(chat.dislike)).toBeGreaterThanOrEqual(3);
      await chat.dislike.click();
      expect.soft(await contrastOf(chat.panel.getByRole('heading'))).toBeGreaterThanOrEqual(4.5);
      const [red = 255] = await backgroundOf(chat.panel);
      expect(red).toBeLessThan(128);
    });
  });
}
