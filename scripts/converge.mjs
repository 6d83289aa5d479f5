// Runs the convergence properties many more times than a test run does: node scripts/converge.mjs
// [runs, a million by default]
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const runs = Number(process.argv[2] ?? 1_000_000);
const workers = availableParallelism();
const first = Date.now() % 2 ** 30;

const codes = await Promise.all(
  Array.from({ length: workers }, (_, worker) => converge(Math.ceil(runs / workers), first + worker)),
);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;

/** One process with its own printed seed, so that a failure can be repeated. */
function converge(share, seed) {
  const vitest = ['vitest', 'run', '--project', 'convergence', 'tests/convergence/convergence.test.ts'];
  const env = { ...process.env, CONVERGENCE_RUNS: String(share), SEED: String(seed) };
  const child = spawn('npx', vitest, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  return new Promise((resolve) => child.on('exit', resolve));
}
