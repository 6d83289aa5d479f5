import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from './scripts/browsers.mjs';

const firefox = firefoxLaunch();
const chat = { port: 4173, operatorPort: 4174 };

/** The demo as `npm start` starts it: nothing between the browser, the chat's server and the emulator is intercepted. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // A test waits for whole answers to stream; the machine may be busy with other tests meanwhile.
  timeout: 60_000,
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${chat.port}`,
    // Traces tell why a test failed; they cost too much to keep of those that pass.
    trace: 'retain-on-failure',
  },
  metadata: { operatorUrl: `http://127.0.0.1:${chat.operatorPort}` },
  projects: [
    {
      name: 'chromium',
      use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch() ?? {} },
    },
    ...(firefox
      ? [
          {
            name: 'firefox',
            // A thousand runs in one browser show what there is to show; they are about order, not about engines.
            testIgnore: '**/quick-presses.spec.ts',
            use: { ...devices['Desktop Firefox'], channel: firefox.channel, launchOptions: firefox },
          },
        ]
      : []),
  ],
  webServer: {
    command: 'node scripts/run.mjs start',
    url: `http://127.0.0.1:${chat.port}`,
    env: {
      PORT: String(chat.port),
      OPERATOR_PORT: String(chat.operatorPort),
      // A folder of its own for each run: what an earlier one left behind is no part of this one.
      DATA_DIR: join(tmpdir(), `message-feedback-e2e-${process.pid}`),
    },
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
