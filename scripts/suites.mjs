// Every check and every suite of tests, in the order in which a run starts them.

/** @typedef {'check' | 'vitest' | 'playwright'} Runner */
/** @typedef {{ name: string, runner: Runner, command: string[] }} Suite */

/** Cheap, and needed by everything after it. The first failure ends the run. */
export const preparations = [
  check('browsers', 'node', 'scripts/ensure-browsers.mjs', '--firefox'),
  check('postgres', 'node', 'scripts/ensure-postgres.mjs'),
  // Once, as both "packages" and "hosts" use what is packed.
  check('packed', 'node', 'scripts/pack.mjs'),
];

const BROWSER = 'vitest.browser.config.ts';

const types = check('types', 'npm', 'run', '--silent', 'typecheck');
const lint = check('lint', 'biome', 'check', '.');
const docs = check('docs', 'node', 'scripts/check-docs.mjs');
const folders = check('folders', 'node', 'scripts/check-folders.mjs');
const words = check('words', 'node', 'scripts/check-words.mjs');
const unused = check('unused', 'knip', '--no-progress');
const node = vitest('node');

/** The longest first, so that none runs alone at the end. */
export const everySuite = [
  types,
  lint,
  docs,
  folders,
  words,
  unused,
  playwright('end to end'),
  playwright('hosts', '--config', 'tests/hosts/playwright.config.ts'),
  vitest('browser', BROWSER),
  vitest('stories', '.storybook/vitest.config.ts'),
  vitest('crash'),
  node,
  vitest('start'),
  vitest('react-18', BROWSER),
  vitest('convergence'),
  vitest('test-document'),
  // The sizes of the packages are measured on their builds.
  check('packages', 'npm', 'run', '--silent', 'check:packages'),
];

/** The inner loop: `npm run check`. */
export const quickSuites = [node, types, lint, docs, folders, words, unused];

/** @returns {Suite[]} the suites with these names; all of them without a name */
export function suitesNamed(names) {
  if (names.length === 0) return everySuite;
  return names.map((name) => {
    const found = everySuite.find((suite) => suite.name.replaceAll(' ', '-') === name);
    if (found) return found;
    const known = everySuite.map((suite) => suite.name.replaceAll(' ', '-'));
    throw new Error(`There is no suite "${name}". The suites are: ${known.join(', ')}.`);
  });
}

function check(name, ...command) {
  return { name, runner: 'check', command };
}

function playwright(name, ...options) {
  return { name, runner: 'playwright', command: ['playwright', 'test', ...options] };
}

/** A project of a configuration. Where one is run in several browsers, their names begin with it. */
function vitest(project, config = 'vitest.config.ts') {
  const options = ['--config', config, '--project', `${project}*`];
  return { name: project, runner: 'vitest', command: ['vitest', 'run', ...options] };
}
