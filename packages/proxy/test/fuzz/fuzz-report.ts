import type { FuzzReport } from './run-fuzz.ts';

/** A report as text: what the inputs led to, and what they cost. */
export function describeReport({
  inputs,
  seed,
  verdicts,
  slowestMs,
  heapGrowth,
  cpuSeconds,
}: FuzzReport): string {
  const counts = [...verdicts].sort(([, one], [, other]) => other - one);
  return [
    `fuzzed with ${inputs.toLocaleString('en')} inputs, seed ${seed}: ` +
      `${cpuSeconds.toFixed(1)} CPU seconds, the slowest input took ${Math.round(slowestMs)} ms, ` +
      `the heap grew by ${(heapGrowth / 1e6).toFixed(2)} MB`,
    ...counts.map(([verdict, count]) => `  ${count.toLocaleString('en').padStart(10)}  ${verdict}`),
    '',
  ].join('\n');
}
