import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from './scripts/browsers.mjs';

const firefox = firefoxLaunch();

export default defineConfig({
  testDir: 'tests/e2e',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  reporter: [['list']],
  use: { baseURL: 'http://127.0.0.1:4173' },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch() ?? {} } },
    ...(firefox
      ? [
          {
            name: 'firefox',
            use: { ...devices['Desktop Firefox'], channel: firefox.channel, launchOptions: firefox },
          },
        ]
      : []),
  ],
  webServer: {
    command:
      'pnpm --filter @kit/chat build && pnpm --filter @kit/chat preview --host 127.0.0.1 --port 4173 --strictPort',
    url: 'http://127.0.0.1:4173',
    reuseExistingServer: !process.env.CI,
    stdout: 'pipe',
  },
});
