import { existsSync } from 'node:fs';
import { chromium, firefox } from 'playwright';

const firstExisting = (paths) => paths.find((p) => p && existsSync(p));

/** Chromium's launch options: Playwright's own build where installed, else the system's; null if none. */
export function chromiumLaunch() {
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const own = chromium.executablePath();
  if (!process.env.CHROMIUM_PATH && existsSync(own)) return { args };
  const executablePath = firstExisting([
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]);
  return executablePath ? { executablePath, args } : null;
}

/** Firefox's: Playwright's own build, else a stock Firefox over WebDriver BiDi; null if none. */
export function firefoxLaunch() {
  if (!process.env.FIREFOX_PATH && existsSync(firefox.executablePath())) return {};
  const executablePath = firstExisting([
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
  ]);
  return executablePath ? { channel: 'moz-firefox', executablePath } : null;
}
