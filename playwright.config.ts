import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from './scripts/browsers.mjs';
import { demoOf, specsLeftOut } from './tests/e2e/demos.ts';
import { EVERYTHING, fixSeed } from './tests/e2e/sample.ts';
import { reporters } from './tests/playwright-reporters.ts';

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
 * The demo as `npm start` starts it: nothing between the browser, the chat's server and the emulator is
 * intercepted, except in `no-feedback-lost`, whose gateway is in front of the chat's server.
 *
 * Three tags decide where a test runs. `@chromium` and `@firefox`: only in that browser. `@engines`:
 * in both, because browsers differ there. In a normal run Firefox runs the last two, and with
 * `EVERYTHING=1` all but the first.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  testIgnore: specsLeftOut(),
  globalSetup: './tests/e2e/start-demos.ts',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // Patience for a busy machine; no test measures how long it takes.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 0,
  reporter: reporters,
  // The actions, requests and console of each failed test. Recording the page's DOM as well would cost a
  // fifth of each test, so `npm test` does that only when it repeats the failed ones.
  use: { trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false } },
  projects: [
    // First, so that Chromium runs next to it. In one worker, as each start of Firefox takes 8 CPU seconds.
    ...(firefoxUse
      ? [
          {
            name: 'firefox',
            workers: 1,
            ...(!EVERYTHING && { grep: /@engines|@firefox/ }),
            grepInvert: /@chromium/,
            use: { ...firefoxUse, baseURL },
          },
        ]
      : []),
    {
      name: 'chromium',
      // Without Firefox, Chromium runs its part of the sample.
      ...(firefox && { grepInvert: /@firefox/ }),
      use: { ...chromiumUse, baseURL, contextOptions: { reducedMotion: 'reduce' } },
    },
  ],
});
