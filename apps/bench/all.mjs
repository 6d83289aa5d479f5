// Runs all benches, one after the other, and writes their pages and plots in docs: `node apps/bench/all.mjs`.
// Takes the options that they share: --quick, --rounds and --no-peers.
import { runSource } from '../../scripts/run-source.mjs';

const options = ['--document', ...process.argv.slice(2)];
for (const program of ['apps/bench/src/proxy/main.ts', 'apps/bench/src/bar/main.ts']) {
  await runSource(program, options);
  if (process.exitCode !== 0) break;
}
