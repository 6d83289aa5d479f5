// Runs every check and test, then prints one line with the totals.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const out = 'reports'; // not test-results: Playwright empties that folder
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
let passed = 0;
let failed = 0;
let skipped = 0;

const steps = [
  ['ensure browsers', 'node', ['scripts/ensure-browsers.mjs']],
  ['typecheck', 'tsc', ['-p', '.']],
  ['lint', 'biome', ['check', '.']],
  ['build packages', 'pnpm', ['run', 'build:packages']],
  ['packages', 'node', ['scripts/check-packages.mjs']],
  ['size', 'size-limit', []],
  [
    'vitest',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${out}/vitest.json`],
  ],
  [
    'playwright',
    'playwright',
    ['test', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: `${out}/playwright.json` },
  ],
];
for (const [name, cmd, args, env] of steps) {
  const t = performance.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(cmd, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : `FAILED (${status})`} in ${((performance.now() - t) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) {
    process.exitCode = 1;
    if (name !== 'vitest' && name !== 'playwright') {
      failed++;
      break;
    }
  }
}
const read = (f) => {
  try {
    return JSON.parse(readFileSync(`${out}/${f}`, 'utf8'));
  } catch {
    return null;
  }
};
const v = read('vitest.json');
if (v) {
  passed += v.numPassedTests;
  failed += v.numFailedTests;
  skipped += v.numPendingTests + v.numTodoTests;
}
const p = read('playwright.json')?.stats;
if (p) {
  passed += p.expected + p.flaky;
  failed += p.unexpected;
  skipped += p.skipped;
}
if (process.exitCode && failed === 0) failed = 1;
if (passed + failed === 0) process.exitCode = 1;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
