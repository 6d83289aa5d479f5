// Runs every check and every test, and ends with one line that counts them. Exits with 1 when anything failed or nothing ran.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

// Not test-results: Playwright empties that folder.
const reports = 'reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** Without these the tests mean nothing, so the first that fails ends the run. */
const checks = [
  ['browsers', 'node', 'scripts/ensure-browsers.mjs', '--firefox'],
  ['postgres', 'node', 'scripts/ensure-postgres.mjs'],
  ['types', 'pnpm', 'run', 'typecheck'],
  ['lint', 'biome', 'check', '.'],
  ['build', 'pnpm', 'run', 'build:packages'],
  ['packages', 'node', 'scripts/check-packages.mjs'],
  ['size', 'size-limit'],
];

const vitest = ['vitest', 'run', '--reporter=default', '--reporter=json'];
const suites = [
  ['unit, browser and stories', ...vitest, `--outputFile.json=${reports}/vitest.json`],
  ['end to end', 'playwright', 'test', '--reporter=list,json'],
];

const passedChecks = checks.every(([name, ...command]) => run(name, command));
const passedSuites = passedChecks && suites.map(([name, ...command]) => run(name, command)).every(Boolean);

const { passed, failed, skipped } = countTests();
const broken = !passedSuites && failed === 0 ? 1 : 0;
// Again at the end, as hundreds of lines may stand between a failure and the count.
for (const { name, message } of failures()) console.log(`\n✗ ${name}\n${stripVTControlCharacters(message)}`);
console.log(`\n${passed} passed, ${failed + broken} failed, ${skipped} skipped`);
process.exitCode = passedSuites && failed === 0 && passed > 0 ? 0 : 1;

function run(name, [command, ...args]) {
  const started = performance.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json` },
    shell: process.platform === 'win32',
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${name}: ${status === 0 ? 'ok' : `FAILED (${status})`} in ${seconds} s`);
  return status === 0;
}

function countTests() {
  const units = readReport('vitest.json');
  const endToEnd = readReport('playwright.json')?.stats;
  return {
    passed: (units?.numPassedTests ?? 0) + (endToEnd?.expected ?? 0),
    failed: (units?.numFailedTests ?? 0) + (endToEnd?.unexpected ?? 0) + (endToEnd?.flaky ?? 0),
    skipped: (units?.numPendingTests ?? 0) + (units?.numTodoTests ?? 0) + (endToEnd?.skipped ?? 0),
  };
}

/** Every test that failed, in the reports' order: its file and name, and what it said. */
function failures() {
  const units = (readReport('vitest.json')?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    const path = relative('.', file.name);
    if (failed.length === 0 && file.status === 'failed') return [{ name: path, message: file.message }];
    return failed.map((test) => ({
      name: `${path} › ${test.fullName}`,
      message: test.failureMessages.join('\n'),
    }));
  });
  return [...units, ...(readReport('playwright.json')?.suites ?? []).flatMap(failedSpecs)];
}

function failedSpecs({ file, specs = [], suites = [] }) {
  const failed = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({
        name: `${file} › ${title} [${projectName}]`,
        message: results.map(({ error }) => error?.message ?? '').join('\n'),
      })),
  );
  return [...failed, ...suites.flatMap(failedSpecs)];
}

/** What a suite wrote, or nothing where it did not come to that. */
function readReport(name) {
  try {
    return JSON.parse(readFileSync(`${reports}/${name}`, 'utf8'));
  } catch {
    return null;
  }
}
