// Takes the picture in the README from the real demo: asks, rates, opens the details. It starts a
// demo of its own. Usage, after `npm start` has installed everything once: node
// scripts/screenshot.mjs
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumLaunch } from './browsers.mjs';

const picture = 'docs/images/chat.png';
/** High enough to show the whole panel above the field for the next question. */
const VIEWPORT = { width: 1040, height: 880 };
const port = 4183;
const data = mkdtempSync(join(tmpdir(), 'message-feedback-screenshot-'));
const demo = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
  env: { ...process.env, PORT: String(port), OPERATOR_PORT: String(port + 1), DATA_DIR: data },
  stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise((resolve) =>
  demo.stdout.on('data', (text) => String(text).includes('Operator') && resolve()),
);

const browser = await chromium.launch(chromiumLaunch() ?? {});
try {
  const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: 'light' });
  await page.goto(`http://127.0.0.1:${port}`);
  await page.getByRole('textbox', { name: 'Your message' }).fill('Why is the sky blue?');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Bad response' }).waitFor();
  await page.getByRole('button', { name: 'Stop answering' }).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Bad response' }).click();
  await page.getByRole('checkbox', { name: 'Hard to understand' }).check();
  await page.getByRole('textbox', { name: 'Comment' }).fill('What is scattering?');
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
  demo.kill('SIGTERM');
  await new Promise((resolve) => demo.on('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
