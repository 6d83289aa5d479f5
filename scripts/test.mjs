// Runs the checks and the tests. The last line counts the tests:
//
//   node scripts/test.mjs [suite...]         all suites; the large ones on a sample
//   node scripts/test.mjs --all [suite...]   every case, for nightly runs and releases
//   node scripts/test.mjs --quick            the checks, and the Node tests that are not slow
//
// SEED repeats the samples of an earlier run. Exits with 1 if anything failed or nothing ran.
import { rmSync } from 'node:fs';
import { quickSizes } from './sample-sizes.mjs';
import { runSuites } from './suite-pool.mjs';
import { preparations, quickSuites, suitesNamed } from './suites.mjs';
import { readReport } from './test-reports.mjs';
import { traceFailures } from './trace-failures.mjs';

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const everything = options.includes('--all');
const quick = options.includes('--quick');
const suites = quick ? quickSuites : suitesNamed(names, everything);

// Not test-results: Playwright empties that folder.
const reports = 'reports';
rmSync(reports, { recursive: true, force: true });

const seed = process.env.SEED ?? String(Date.now() % 1_000_000_000);
const env = { SEED: seed, ...(everything && { EVERYTHING: '1' }), ...(quick && quickSizes) };
const started = performance.now();
console.log(`Seed ${seed}: SEED=${seed} repeats the samples of this run.\n`);

const prepared = quick ? [] : await runSuites(preparations, { reports, env, stopAtFirstFailure: true });
const ready = prepared.every(({ ok }) => ok);
const results = [...prepared];
if (ready) results.push(...(await runSuites(suites, { reports, env })));
const found = results.map((result) => ({ ...result, ...readReport(result, reports) }));
const failures = [];
for (const result of found) {
  failures.push(...(await traceFailures(result.suite, result.failures, { reports, env })));
}

printTimes(found);
printSlowestFiles(found);
failures.forEach(printFailure);

const sum = (key) => found.reduce((total, each) => total + each[key], 0);
const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function printTimes(found) {
  console.log('\nSuite             seconds   tests');
  for (const { suite, seconds, passed, failed } of found) {
    const tests = passed + failed || '';
    console.log(`${suite.name.padEnd(16)} ${seconds.toFixed(1).padStart(8)} ${String(tests).padStart(7)}`);
  }
  const whole = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${'whole run'.padEnd(16)} ${whole.padStart(8)}`);
}

function printSlowestFiles(found) {
  const files = found.flatMap(({ suite, files }) => files.map((file) => ({ suite: suite.name, ...file })));
  files.sort((a, b) => b.ms - a.ms);
  console.log('\nSlowest files     seconds');
  for (const { suite, name, ms } of files.slice(0, 10)) {
    console.log(`${suite.padEnd(16)} ${(ms / 1_000).toFixed(1).padStart(8)}   ${name}`);
  }
}

function printFailure({ name, message, command, trace, passedAgain }) {
  console.log(`\n✗ ${name}\n${message}`);
  console.log(`Repeat it: ${everything ? 'EVERYTHING=1 ' : ''}SEED=${seed} ${command}`);
  if (trace) console.log(`See it: npx playwright show-trace ${trace}`);
  if (passedAgain) console.log('It passed when it was repeated, so it fails only now and then.');
}
