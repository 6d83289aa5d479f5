import { existsSync } from 'node:fs';
import { chromium, firefox } from 'playwright';

const firstExisting = (paths) => paths.find((p) => p && existsSync(p));

/**
 * Chromium's launch options: $CHROMIUM_PATH, otherwise Playwright's own build if installed, otherwise
 * the system's; null if none. The system's headless shell comes first: it draws no windows, so a page takes a third of
 * the time.
 */
export const chromiumLaunch = () => launchOf(['/usr/bin/chromium-headless-shell', ...SYSTEM_CHROMIUM]);

/** The same with windows, so that one tab can hide another. */
export const windowedChromiumLaunch = () => launchOf(SYSTEM_CHROMIUM);

const SYSTEM_CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function launchOf(system) {
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    // Without a graphics card, Chromium emulates one, which takes a third of the CPU time of a test.
    '--disable-gpu',
    '--disable-software-rasterizer',
  ];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (!process.env.CHROMIUM_PATH && existsSync(chromium.executablePath())) return { args };
  const executablePath = firstExisting([process.env.CHROMIUM_PATH, ...system]);
  return executablePath ? { executablePath, args } : null;
}

/** Starts a process for each page, and none ahead of its use, which costs a test 8 % of its CPU time. */
const firefoxUserPrefs = { 'dom.ipc.processPrelaunch.enabled': false };

/**
 * Firefox's launch options: Playwright's own build, unless $FIREFOX_PATH is set; otherwise a stock
 * Firefox over WebDriver BiDi: that of $FIREFOX_PATH, or the system's; null if none.
 */
export function firefoxLaunch() {
  if (!process.env.FIREFOX_PATH && existsSync(firefox.executablePath())) return { firefoxUserPrefs };
  const executablePath = firstExisting([
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
  ]);
  return executablePath ? { channel: 'moz-firefox', executablePath, firefoxUserPrefs } : null;
}
