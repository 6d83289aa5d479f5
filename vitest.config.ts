import react from '@vitejs/plugin-react';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { everything, sampleSizes } from './scripts/sample-sizes.mjs';
import { fixSeed, oneOrAll } from './tests/e2e/sample.ts';

fixSeed();

const resolve = { conditions: ['@message-feedback/source', ...defaultClientConditions] };

/** Generous, because a busy machine is not a defect. No test measures real time. */
export const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

/** The sample sizes of the large suites. Variables of the environment win. */
const sizes = Object.fromEntries(
  Object.entries(sampleSizes).map(([name, size]) => [name, process.env[name] ?? String(size)]),
);

/** As Node resolves. The condition `module` leads to files for bundlers that Node cannot load. */
const nodeConditions = [
  '@message-feedback/source',
  ...defaultServerConditions.filter((condition) => condition !== 'module'),
];

/**
 * Tests with other programs, emulated upstreams or random steps take most of the time of the Node
 * tests. `npm run check` leaves them to `npm test`.
 */
const slow = [
  'apps/emulators/src/main.test.ts',
  'packages/proxy/src/**/*convergence.test.ts',
  'packages/proxy/src/stores/postgres*.test.ts',
  'packages/proxy/test/{emulated,fuzz,route-module,workers}/**',
  'packages/proxy/test/store-outage.test.ts',
];
const quick = process.env.QUICK === '1';

/** Seconds of load. `npm run test:all` has it. */
const benches = everything ? [] : ['apps/bench/**/*bench.test.ts'];

/** A project without a browser. */
const inNode = (name: string, include: string[], exclude: string[] = []) => ({
  resolve: { conditions: nodeConditions },
  ssr: { resolve: { conditions: nodeConditions } },
  test: {
    name,
    environment: 'node' as const,
    ...patience,
    env: sizes,
    setupFiles: ['tests/seed.ts', 'tests/instant-hmac.ts'],
    // Modules are loaded once for each worker and not for each file, which takes two thirds of the time.
    isolate: false,
    maxWorkers: 2,
    include,
    exclude,
  },
});

/** The documents of hosts' unit tests; a normal run draws one. */
const DOCUMENTS = ['jsdom', 'happy-dom'] as const;

/** The kit in a host's own unit tests, which have a document but no layout and few of its interfaces. */
const inTestDocument = (environment: (typeof DOCUMENTS)[number]) => ({
  plugins: [react()],
  resolve,
  test: {
    name: `test-document-${environment}`,
    environment,
    ...patience,
    include: ['packages/react/test/unit-tests-of-hosts.test.tsx'],
  },
});

/**
 * The suites without a browser. Those with one are in `vitest.browser.config.ts` and
 * `.storybook/vitest.config.ts`: only to load Storybook takes 5 CPU seconds, and the driver of a browser 2.
 */
export default defineConfig({
  test: {
    projects: [
      inNode(
        'node',
        ['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,server}/**/*.test.ts'],
        ['**/*.browser.test.*', 'packages/proxy/test/crash/**', ...(quick ? slow : []), ...benches],
      ),
      inNode('convergence', ['tests/convergence/**/*.test.ts']),
      inNode('crash', ['packages/proxy/test/crash/**/*.test.ts']),
      ...oneOrAll('test document', DOCUMENTS).map(inTestDocument),
      // Starts and stops whole programs.
      inNode('start', ['tests/e2e/**/*.test.ts', 'tests/guides/*.test.ts']),
    ],
  },
});
