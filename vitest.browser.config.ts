import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './scripts/browsers.mjs';
import { everything } from './scripts/sample-sizes.mjs';
import { drawSome, fixSeed } from './tests/e2e/sample.ts';
import { patience } from './vitest.config.ts';

const seed = fixSeed();

const resolve = { conditions: ['@message-feedback/source', ...defaultClientConditions] };
const chromium = chromiumLaunch() ?? {};

/** Found before the first test: a dependency found later reloads the page, with a second React. */
const optimizeDeps = {
  entries: ['packages/react/src/**/*.tsx', 'packages/react/test/*.tsx'],
  include: ['react-dom/client', 'react-dom/server'],
};

/** The same browser tests on the oldest React supported. */
const react18 = [
  { find: /^react-dom($|\/)/, replacement: 'react-dom-18$1' },
  { find: /^react($|\/)/, replacement: 'react-18$1' },
];

/**
 * The tests of the React parts. One page for all: loading the parts again for each file costs more than
 * the tests do. Those that count what the whole page has left have a project, and so a page, of their own.
 */
const inBrowser = (name: string, include: string[], alias: typeof react18 = []) => [
  onePage(name, include, alias),
  onePage(`${name}-own-page`, [ownPageTests], alias),
];

const onePage = (name: string, include: string[], alias: typeof react18) => ({
  plugins: [react()],
  resolve: { ...resolve, alias },
  optimizeDeps,
  test: {
    name,
    ...patience,
    include,
    exclude: include.includes(ownPageTests) ? [] : [ownPageTests],
    provide: { seed: Number(seed) || 0, everything },
    setupFiles: ['packages/react/test/setup.ts'],
    isolate: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      // Boxes measured in the middle of a transition would be meaningless.
      provider: playwright({ launchOptions: chromium, contextOptions: { reducedMotion: 'reduce' } }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
});

const ownPageTests = 'packages/react/src/feedback-bar/FeedbackBar.at-rest.browser.test.tsx';
const everyBrowserTest = 'packages/*/src/**/*.browser.test.tsx';
/** Tests of what React 18 can break: rendering, hydration, StrictMode, effects, refs, the provider's lifecycle. */
const react18Tests = [
  'packages/react/src/provider/FeedbackProvider{,.changing}.browser.test.tsx',
  'packages/react/src/internals/*.browser.test.tsx',
  'packages/react/src/feedback-bar/FeedbackBar.{rendering,renders,pending,popover}.browser.test.tsx',
  ...drawSome('hooks on React 18', [...testsIn('hooks'), ...testsIn('bar')], 4),
  ...drawSome('tests on React 18', [...testsIn('message-feedback'), ...testsIn('provider')], 4),
];

/** The tests of a folder share how they render, so a normal run takes some of them to React 18. */
function testsIn(folder: string): string[] {
  const path = `packages/react/src/${folder}`;
  const files = readdirSync(new URL(path, import.meta.url));
  return files.filter((file) => file.endsWith('.browser.test.tsx')).map((file) => `${path}/${file}`);
}

export default defineConfig({
  test: {
    projects: [
      ...inBrowser('browser', [everyBrowserTest]),
      ...inBrowser('react-18', everything ? [everyBrowserTest] : react18Tests, react18),
    ],
  },
});
