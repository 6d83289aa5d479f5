import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { storyProjects } from './.storybook/vitest-projects.ts';
import { chromiumLaunch } from './scripts/browsers.mjs';
import { everything, sampleSizes } from './scripts/sample-sizes.mjs';
import { drawSome, fixSeed } from './tests/e2e/sample.ts';

fixSeed();

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

/** Generous, because a busy machine is not a defect. No test measures real time. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

/** The sample sizes of the large suites. Variables of the environment win. */
const sizes = Object.fromEntries(
  Object.entries(sampleSizes).map(([name, size]) => [name, process.env[name] ?? String(size)]),
);

/** As Node resolves. The condition `module` leads to files for bundlers that Node cannot load. */
const nodeConditions = [
  '@message-feedback/source',
  ...defaultServerConditions.filter((condition) => condition !== 'module'),
];

/** A project without a browser. */
const inNode = (name: string, include: string[], exclude: string[] = []) => ({
  resolve: { conditions: nodeConditions },
  ssr: { resolve: { conditions: nodeConditions } },
  test: {
    name,
    environment: 'node' as const,
    ...patience,
    env: sizes,
    setupFiles: ['tests/seed.ts'],
    // Modules are loaded once for each worker and not for each file, which takes two thirds of the time.
    isolate: false,
    maxWorkers: 2,
    include,
    exclude,
  },
});

/** The kit in a host's own unit tests, which have a document but no layout and few of its interfaces. */
const inTestDocument = (environment: 'jsdom' | 'happy-dom') => ({
  plugins: [react()],
  resolve,
  test: {
    name: `test-document-${environment}`,
    environment,
    ...patience,
    include: ['packages/react/test/unit-tests-of-hosts.test.tsx'],
  },
});

/** The tests of the React parts. */
const inBrowser = (name: string, include: string[], alias: typeof react18 = []) => ({
  plugins: [react()],
  resolve: { ...resolve, alias },
  optimizeDeps,
  test: {
    name,
    ...patience,
    include,
    setupFiles: ['packages/react/test/setup.ts'],
    // One page for all: loading the parts again for each file costs more than the tests do.
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

const everyBrowserTest = 'packages/*/src/**/*.browser.test.tsx';
/** Tests of areas that React 18 can break: rendering, hydration, StrictMode, effects, refs, providers. */
const react18Tests = [
  'packages/react/src/provider/*.browser.test.tsx',
  'packages/react/src/hooks/*.browser.test.tsx',
  'packages/react/src/bar/*.browser.test.tsx',
  'packages/react/src/internals/*.browser.test.tsx',
  'packages/react/src/feedback-bar/FeedbackBar.{rendering,renders,pending,popover}.browser.test.tsx',
  ...drawSome('parts on React 18', partTests(), 8),
];

/** The parts share how they render, so a normal run takes some of them to React 18. */
function partTests(): string[] {
  const folder = 'packages/react/src/message-feedback';
  const files = readdirSync(new URL(folder, import.meta.url));
  return files.filter((file) => file.endsWith('.browser.test.tsx')).map((file) => `${folder}/${file}`);
}

export default defineConfig({
  test: {
    projects: [
      inNode(
        'node',
        ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,server}/**/*.test.ts'],
        ['**/*.browser.test.*', 'packages/proxy/test/crash/**'],
      ),
      inNode('convergence', ['tests/convergence/**/*.test.ts']),
      inNode('crash', ['packages/proxy/test/crash/**/*.test.ts']),
      inTestDocument('jsdom'),
      inTestDocument('happy-dom'),
      // Starts and stops whole programs.
      inNode('start', ['tests/e2e/**/*.test.ts']),
      inBrowser('browser', [everyBrowserTest]),
      inBrowser('react-18', everything ? [everyBrowserTest] : react18Tests, react18),
      ...storyProjects(chromium, patience),
    ],
  },
});
