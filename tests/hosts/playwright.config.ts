import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, firefoxLaunch } from '../../scripts/browsers.mjs';
import { EVERYTHING, fixSeed } from '../e2e/sample.ts';
import { reporters } from '../playwright-reporters.ts';

fixSeed();

// A host's libraries may report to their makers; a test talks to this machine only.
const noOtherHosts = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';
const noOtherHostsInFirefox = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
};
const chromium = chromiumLaunch() ?? { args: [] };
const firefox = firefoxLaunch();

/**
 * The kit in the apps of `apps/examples`, each built for production, with the kit's packed tarballs
 * installed. A normal run takes one app, in Chromium; `EVERYTHING=1` takes all, in Firefox as well.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  // It installs the CLI and a project from the npm registry.
  testIgnore: EVERYTHING ? [] : 'shadcn.spec.ts',
  // Not test-results, which the end-to-end tests empty when they start.
  outputDir: '../../reports/hosts-results',
  globalSetup: './start-hosts.ts',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // Patience for a busy machine; no test measures how long it takes.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 0,
  reporter: reporters,
  use: {
    // As in the end-to-end tests: without the page's DOM.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: { ...chromium, args: [...(chromium.args ?? []), noOtherHosts] },
      },
    },
    ...(firefox && EVERYTHING ? [inFirefox('light'), inFirefox('dark')] : []),
  ],
});

/** Firefox of one theme: over WebDriver BiDi, a test cannot change the theme of a running one. */
function inFirefox(scheme: 'light' | 'dark') {
  const inTheDark = /, (desktop|phone), dark /;
  return {
    name: `firefox-${scheme}`,
    testIgnore: ['types.spec.ts', 'shadcn.spec.ts'],
    ...(scheme === 'dark' ? { grep: inTheDark } : { grepInvert: inTheDark }),
    use: {
      ...devices['Desktop Firefox'],
      channel: firefox?.channel,
      launchOptions: {
        ...firefox,
        firefoxUserPrefs: {
          ...firefox?.firefoxUserPrefs,
          ...noOtherHostsInFirefox,
          // Keys and clicks do not reach a frame that has a process of its own.
          'fission.autostart': false,
          'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
        },
      },
    },
  };
}
