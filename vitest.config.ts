import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { type PlaywrightBrowserProvider, playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch, firefoxLaunch } from './scripts/browsers.mjs';
import { everything, sampleSizes } from './scripts/sample-sizes.mjs';

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

/** Every story, accessibility checks included, in one language, as one kind of person after the other sees it. */
const stories = (
  name: string,
  language: string,
  people: Record<string, { colorScheme?: 'light' | 'dark'; forcedColors?: 'active' }>,
) => ({
  plugins: [storybookTest({ configDir: '.storybook', initialGlobals: { language } })],
  // The preview's own. What Vite finds during a test reloads the page.
  optimizeDeps: { include: ['storybook/theming'] },
  test: {
    name,
    ...patience,
    // Every kind of person is a browser more, so they come when the other browsers are done.
    sequence: { groupOrder: 1 },
    browser: {
      ...browser(['chromium']),
      instances: Object.entries(people).map(([person, contextOptions]) => ({
        name: `${name}-${person}`,
        browser: 'chromium' as const,
        provider: playwright({
          launchOptions: chromium ?? {},
          // Contrast is measured when a story has ended; half-way through a transition it would mean nothing.
          contextOptions: { ...contextOptions, reducedMotion: 'reduce' },
        }),
      })),
    },
  },
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

/** Generous, as a busy machine is no defect. No test measures how long something takes by the clock. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

/** How much of the large suites is taken. What the environment says wins. */
const sizes = Object.fromEntries(
  Object.entries(sampleSizes).map(([name, size]) => [name, process.env[name] ?? String(size)]),
);

/** A project without a browser. */
const inNode = (name: string, include: string[], exclude: string[] = []) => ({
  resolve: { conditions: ['@message-feedback/source', ...defaultServerConditions] },
  ssr: { resolve: { conditions: ['@message-feedback/source', ...defaultServerConditions] } },
  test: {
    name,
    environment: 'node' as const,
    ...patience,
    env: sizes,
    setupFiles: ['tests/seed.ts'],
    include,
    exclude,
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
    browser: browser(['chromium']),
  },
});

const everyBrowserTest = 'packages/*/src/**/*.browser.test.tsx';
/** What React 18 can break: rendering, hydration, StrictMode, effects, refs and how long a provider lives. */
const react18Tests = [
  'packages/react/src/provider/*.browser.test.tsx',
  'packages/react/src/hooks/*.browser.test.tsx',
  'packages/react/src/internals/*.browser.test.tsx',
  'packages/react/src/feedback-bar/FeedbackBar.{rendering,renders,pending,popover}.browser.test.tsx',
  'packages/react/src/message-feedback/*.react-18.browser.test.tsx',
];

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
      // Starts and stops whole programs.
      inNode('start', ['tests/e2e/**/*.test.ts']),
      inBrowser('browser', [everyBrowserTest]),
      inBrowser('react-18', everything ? [everyBrowserTest] : react18Tests, react18),
      stories('storybook', 'en', {
        light: { colorScheme: 'light' },
        dark: { colorScheme: 'dark' },
        'forced-colors': { forcedColors: 'active' },
      }),
      stories('storybook-rtl', 'ar', { light: { colorScheme: 'light' } }),
      stories('storybook-pseudo', 'en-XA', { dark: { colorScheme: 'dark' } }),
    ],
  },
});
