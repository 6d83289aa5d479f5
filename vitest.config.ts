import react from '@vitejs/plugin-react';
import { type PlaywrightBrowserProvider, playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { storyProjects } from './.storybook/vitest-projects.ts';
import { chromiumLaunch, firefoxLaunch } from './scripts/browsers.mjs';

const resolve = { conditions: ['@message-feedback/source', ...defaultClientConditions] };
const chromium = chromiumLaunch();
const firefox = firefoxLaunch();

/**
 * Playwright's provider for a stock Firefox. Over WebDriver BiDi Playwright learns an iframe's name late, so
 * Vitest's look-up of its iframe by name fails now and then: look it up by its place in the page instead.
 */
const stockFirefox = (launchOptions: NonNullable<typeof firefox>) => {
  const option = playwright({ launchOptions });
  const make = option.providerFactory;
  option.providerFactory = (project) => {
    const provider = make(project) as PlaywrightBrowserProvider;
    const original = provider.getCommandsContext.bind(provider);
    provider.getCommandsContext = (sessionId) => {
      const context = original(sessionId);
      const byName = context.frame;
      context.frame = async () => {
        const main = context.page.mainFrame();
        return context.page.frames().find((f) => f.parentFrame() === main) ?? byName();
      };
      return context;
    };
    return provider;
  };
  return option;
};

// A function, as Vitest writes each project's name into the objects it is given.
const browser = (names: ('chromium' | 'firefox')[]) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright(),
  instances: [
    ...(names.includes('chromium')
      ? [{ browser: 'chromium' as const, provider: playwright({ launchOptions: chromium ?? {} }) }]
      : []),
    ...(names.includes('firefox') && firefox
      ? [{ browser: 'firefox' as const, provider: stockFirefox(firefox) }]
      : []),
  ],
});

/** Found before the first test: what Vite finds later reloads the page, with a second React in it. */
const optimizeDeps = {
  entries: ['packages/react/src/**/*.tsx', 'packages/react/test/*.tsx'],
  include: ['react-dom/client', 'react-dom/server'],
};

/** The same browser tests on the oldest React supported. */
const react18 = [
  { find: /^react-dom($|\/)/, replacement: 'react-dom-18$1' },
  { find: /^react($|\/)/, replacement: 'react-18$1' },
];

/** Generous, as a busy machine is no defect; what has to be quick is measured where it is promised. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { conditions: ['@message-feedback/source', ...defaultServerConditions] },
        ssr: { resolve: { conditions: ['@message-feedback/source', ...defaultServerConditions] } },
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'packages/*/{src,test}/**/*.test.ts',
            'apps/*/{src,server}/**/*.test.ts',
            'tests/convergence/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.*', 'packages/proxy/test/crash/**'],
          ...patience,
        },
      },
      {
        plugins: [react()],
        resolve,
        optimizeDeps,
        test: {
          name: 'browser',
          ...patience,
          include: ['packages/*/src/**/*.browser.test.tsx'],
          setupFiles: ['packages/react/test/setup.ts'],
          browser: browser(['chromium']),
        },
      },
      {
        plugins: [react()],
        resolve: { ...resolve, alias: react18 },
        optimizeDeps,
        test: {
          name: 'react-18',
          ...patience,
          include: ['packages/*/src/**/*.browser.test.tsx'],
          setupFiles: ['packages/react/test/setup.ts'],
          browser: browser(['chromium']),
        },
      },
      {
        test: {
          name: 'start',
          environment: 'node',
          ...patience,
          include: ['tests/e2e/**/*.test.ts'],
          // Starts and stops whole programs against the clock, so nothing else runs beside it.
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: { conditions: ['@message-feedback/source', ...defaultServerConditions] },
        ssr: { resolve: { conditions: ['@message-feedback/source', ...defaultServerConditions] } },
        test: {
          name: 'crash',
          environment: 'node',
          ...patience,
          include: ['packages/proxy/test/crash/**/*.test.ts'],
          // Kills processes hundreds of times and measures how soon they are back, so nothing else runs beside it.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      ...storyProjects(chromium ?? {}, patience),
    ],
  },
});
