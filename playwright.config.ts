import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from './scripts/browsers.mjs';
import { demoOf } from './tests/e2e/demos.ts';
import { EVERYTHING, fixSeed } from './tests/e2e/sample.ts';

fixSeed();

const firefox = firefoxLaunch();
const chromiumUse = { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch() ?? {} };
const firefoxUse = firefox && {
  ...devices['Desktop Firefox'],
  channel: firefox.channel,
  launchOptions: firefox,
};

/** Specs for another upstream set their own. A project for each would cost one more browser start. */
const baseURL = demoOf('dify').chat;

/**
 * The demo as `npm start` starts it: nothing between the browser, the chat's server and the emulator is intercepted.
 *
 * Three tags decide where a test runs. `@chromium` and `@firefox`: only in that browser. `@engines`:
 * in both, because browsers differ there. In a normal run Firefox runs the last two, and with
 * `EVERYTHING=1` all but the first.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/start-demos.ts',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // Patience for a busy machine; no test measures how long it takes.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 0,
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as const] : [])],
  // Traces explain why a test failed. They contain the page's DOM at each action, so screenshots
  // would only cost time.
  use: { trace: { mode: 'retain-on-failure', screenshots: false } },
  projects: [
    {
      name: 'chromium',
      // Without Firefox, Chromium runs its part of the sample.
      ...(firefox && { grepInvert: /@firefox/ }),
      use: { ...chromiumUse, baseURL, contextOptions: { reducedMotion: 'reduce' } },
    },
    ...(firefoxUse
      ? [
          {
            name: 'firefox',
            ...(!EVERYTHING && { grep: /@engines|@firefox/ }),
            grepInvert: /@chromium/,
            use: { ...firefoxUse, baseURL },
          },
        ]
      : []),
  ],
});
