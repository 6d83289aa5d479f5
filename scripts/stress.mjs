// Repeats suites while other CPU cores are kept busy, and prints which tests failed and how often:
//
//   node scripts/stress.mjs [suite...] [--times 10] [--busy 2] [--all]
//
// `--all` runs every case, as in `test.mjs`. Each repetition has a seed of its own. Exits with 1 when any test failed once.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runSuites } from './suite-pool.mjs';
import { preparations, suitesNamed } from './suites.mjs';
import { readReport } from './test-reports.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    times: { type: 'string', default: '10' },
    busy: { type: 'string', default: '2' },
    all: { type: 'boolean', default: false },
  },
});
const suites = suitesNamed(positionals, values.all);
const failures = new Map();
let tests = 0;

const prepared = await runSuites(preparations, { reports: 'reports/stress', env: {} });
if (!prepared.every(({ ok }) => ok)) process.exit(1);
const stopWorking = keepCoresBusy(Number(values.busy));
for (let time = 1; time <= Number(values.times); time++) {
  const seed = String((Date.now() + time) % 1_000_000_000);
  const reports = `reports/stress/${time}`;
  const started = performance.now();
  console.log(`\n— ${time} of ${values.times}, seed ${seed}`);
  const env = { SEED: seed, ...(values.all && { EVERYTHING: '1' }) };
  for (const result of await runSuites(suites, { reports, env })) {
    const report = readReport(result, reports);
    tests += report.passed + report.failed;
    for (const { name, message, command } of report.failures) {
      const found = failures.get(name) ?? { times: 0 };
      failures.set(name, { times: found.times + 1, message, command: `SEED=${seed} ${command}` });
    }
  }
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`— ${time} of ${values.times} in ${seconds} s, ${failures.size} tests have failed so far`);
}
stopWorking();

for (const [name, { times, message, command }] of failures) {
  console.log(`\n✗ failed ${times} of ${values.times} times: ${name}\n${message}\nRepeat it: ${command}`);
}
console.log(
  `\n${tests} tests in ${values.times} runs next to ${values.busy} busy cores, ${failures.size} failed`,
);
process.exitCode = failures.size === 0 && tests > 0 ? 0 : 1;

/** Processes that compute without a pause, and end with this one. */
function keepCoresBusy(count) {
  const work = `const parent = process.ppid;
    setInterval(() => { for (const end = Date.now() + 90; Date.now() < end; ); process.ppid === parent || process.exit(); }, 1);`;
  const workers = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', work], { stdio: 'ignore' }),
  );
  return () => {
    for (const worker of workers) worker.kill('SIGKILL');
  };
}
