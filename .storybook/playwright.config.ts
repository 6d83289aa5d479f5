import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from '../scripts/browsers.mjs';
import { reporters } from '../tests/playwright-reporters.ts';

/** Every story of the built Storybook, as readers of the published one see it. */
export default defineConfig({
  testDir: '.',
  testMatch: 'built-stories.spec.ts',
  outputDir: '../reports/built-stories-results',
  globalSetup: './serve-built-stories.ts',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: reporters,
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: chromiumLaunch() ?? {},
    // Contrast measured in the middle of a transition would be meaningless.
    contextOptions: { reducedMotion: 'reduce' },
  },
});
