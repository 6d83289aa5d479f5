import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from './scripts/browsers.mjs';

const firefox = firefoxLaunch();
const browsers = [
  { name: 'chromium', use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch() ?? {} } },
  ...(firefox
    ? [
        {
          name: 'firefox',
          use: { ...devices['Desktop Firefox'], channel: firefox.channel, launchOptions: firefox },
        },
      ]
    : []),
];

/** A demo of its own for each upstream, with what is tested on it; what is the same on all of them, on Dify. */
const demos = [
  { upstream: 'dify', port: 4173, testIgnore: ['**/*.coze.spec.ts', '**/*.moveworks.spec.ts'] },
  { upstream: 'coze', port: 4175, testMatch: '**/*.coze.spec.ts' },
  { upstream: 'moveworks', port: 4177, testMatch: '**/*.moveworks.spec.ts' },
];

// One browser shows what there is to show: these are about order and about what an upstream can do, not about engines.
const notInFirefox = [
  '**/touch.spec.ts',
  '**/older-browsers.spec.ts',
  '**/quick-presses.spec.ts',
  '**/chat.coze.spec.ts',
  '**/chat.moveworks.spec.ts',
];

/** The demo as `npm start` starts it: nothing between the browser, the chat's server and the emulator is intercepted. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // A test waits for whole answers to stream; the machine may be busy with other tests meanwhile.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 0,
  reporter: [['list']],
  // Traces tell why a test failed; they cost too much to keep of those that pass.
  use: { trace: 'retain-on-failure' },
  projects: demos.flatMap(({ upstream, port, testIgnore = [], ...match }) =>
    browsers.map(({ name, use }) => ({
      // Tests that only Chromium can run, or that show nothing new elsewhere.
      ...(name !== 'chromium' && { grepInvert: /@chromium/ }),
      name: upstream === 'dify' ? name : `${name}-${upstream}`,
      ...match,
      testIgnore: name === 'firefox' ? [...testIgnore, ...notInFirefox] : testIgnore,
      use: { ...use, baseURL: `http://127.0.0.1:${port}` },
      metadata: { operatorUrl: `http://127.0.0.1:${port + 1}` },
    })),
  ),
  // One after another, so that the first one builds what all of them serve.
  webServer: demos.map(({ upstream, port }) => ({
    command: 'node scripts/run.mjs start',
    url: `http://127.0.0.1:${port}`,
    env: {
      FEEDBACK_UPSTREAM: upstream,
      PORT: String(port),
      OPERATOR_PORT: String(port + 1),
      // A folder of its own for each run: what an earlier one left behind is no part of this one.
      DATA_DIR: join(tmpdir(), `message-feedback-e2e-${process.pid}-${upstream}`),
    },
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  })),
});
