// Fuzzes the proxy: --inputs 1000000 --seed 1. `scripts/fuzz.mjs` starts it.
import { parseArgs } from 'node:util';
import { describeReport } from './fuzz-report.ts';
import { runFuzz } from './run-fuzz.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 30) },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
process.stdout.write(`${inputs.toLocaleString('en')} inputs with the seed ${seed}\n`);

const report = await runFuzz({
  inputs,
  seed,
  onBlock: (done) => {
    if (done % 50_000 === 0) process.stdout.write(`${done.toLocaleString('en')} inputs\n`);
  },
});
process.stdout.write(describeReport(report));
