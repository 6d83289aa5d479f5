// Every check and every suite of tests, in the order in which a run starts them.

/** @typedef {'check' | 'vitest' | 'playwright'} Runner */
/**
 * @typedef {{ name: string, runner: Runner, command: string[], needs?: string, onlyAll?: boolean }} Suite
 * `needs` names a suite that must have ended before this one starts. `onlyAll`: not in a normal run.
 */

/** Cheap, and needed by everything after it. The first failure ends the run. */
export const preparations = [
  check('browsers', 'node', 'scripts/ensure-browsers.mjs', '--firefox'),
  check('postgres', 'node', 'scripts/ensure-postgres.mjs'),
];

const BROWSER = 'vitest.browser.config.ts';

const types = check('types', 'npm', 'run', '--silent', 'typecheck');
const lint = check('lint', 'biome', 'check', '.');
const docs = check('docs', 'node', 'scripts/check-docs.mjs');
const folders = check('folders', 'node', 'scripts/check-folders.mjs');
const words = check('words', 'node', 'scripts/check-words.mjs');
const node = vitest('node');
const packed = check('packed', 'node', 'scripts/pack.mjs');

/** What soon shows a mistake, and otherwise the longest first, so that none runs alone at the end. */
export const everySuite = [
  playwright('end to end'),
  types,
  packed,
  lint,
  folders,
  words,
  docs,
  check('unused', 'knip', '--no-progress'),
  // Both Reacts in one run, as each run of Vitest takes some CPU seconds to start.
  vitest('browser', BROWSER, 'react-18'),
  { ...playwright('hosts', '--config', 'tests/hosts/playwright.config.ts'), needs: packed.name },
  node,
  vitest('stories', '.storybook/vitest.config.ts'),
  { ...playwright('built stories', '--config', '.storybook/playwright.config.ts'), onlyAll: true },
  vitest('crash'),
  vitest('start'),
  vitest('convergence'),
  // The sizes of the packages are measured on their builds.
  { ...check('packages', 'npm', 'run', '--silent', 'check:packages'), needs: packed.name },
  vitest('test-document'),
];

/** The inner loop: `npm run check`. While one writes, some code is not used yet. */
export const quickSuites = [node, types, lint, docs, folders, words];

/** @returns {Suite[]} the suites with these names; those of the run without a name */
export function suitesNamed(names, everything) {
  if (names.length === 0) return everySuite.filter(({ onlyAll }) => everything || !onlyAll);
  const named = names.map((name) => {
    const found = everySuite.find((suite) => suite.name.replaceAll(' ', '-') === name);
    if (found) return found;
    const known = everySuite.map((suite) => suite.name.replaceAll(' ', '-'));
    throw new Error(`There is no suite "${name}". The suites are: ${known.join(', ')}.`);
  });
  const needed = everySuite.filter(({ name }) => named.some(({ needs }) => needs === name));
  return [...new Set([...needed, ...named])];
}

function check(name, ...command) {
  return { name, runner: 'check', command };
}

function playwright(name, ...options) {
  return { name, runner: 'playwright', command: ['playwright', 'test', ...options] };
}

/** Projects of a configuration. Where one is run in several browsers, their names begin with it. */
function vitest(project, config = 'vitest.config.ts', ...others) {
  const projects = [project, ...others].flatMap((name) => ['--project', `${name}*`]);
  return { name: project, runner: 'vitest', command: ['vitest', 'run', '--config', config, ...projects] };
}
