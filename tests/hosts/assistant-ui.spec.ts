import { expect, HostPage, newQuestion, storedFeedback, test } from './host-page.ts';
import { chosenHosts } from './hosts.ts';

for (const host of chosenHosts.filter(({ name }) => name === 'vite-assistant-ui')) {
  test(`${host.name}: a press on assistant-ui’s own button is stored, and the bar shows it`, async ({
    page,
  }) => {
    const chat = new HostPage(page, host);
    const question = newQuestion();
    await chat.open();
    await chat.ask(question);
    await page.getByRole('button', { name: 'Helpful' }).click();
    await expect.poll(async () => (await storedFeedback(question)).at(0)?.rating).toBe('like');
    await expect(chat.like).toHaveAttribute('aria-pressed', 'true');
  });
}
