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

/** Specs of another upstream say so. A project for each would cost a browser start for each. */
const baseURL = demoOf('dify').chat;

/**
 * The demo as `npm start` starts it: nothing between the browser, the chat's server and the emulator is intercepted.
 *
 * Three tags say where a test runs: `@chromium` and `@firefox` in that browser alone, `@engines` is about what
 * browsers differ in, of which a normal run draws some. It takes Firefox for the last two; `EVERYTHING=1` takes it for all but the first.
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
  // Traces tell why a test failed. Each action has the page's DOM in them, so a film of it would only cost time.
  use: { trace: { mode: 'retain-on-failure', screenshots: false } },
  projects: [
    {
      name: 'chromium',
      // Where there is no Firefox, Chromium takes its part of the sample.
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
