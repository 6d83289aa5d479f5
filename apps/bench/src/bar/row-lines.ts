import { medianOf } from '../figures.ts';
import type { CpuMs } from './bench-page.ts';
import { KIT_NAMES } from './kit-names.ts';
import type { BarRun, BarRuns } from './measure.ts';

/** The tables have these counts of rows, and the plots all. */
const TABLES = [1_000, 10_000];

/** A table for each count of rows. */
export function rowLines(runs: readonly BarRuns[]): string[] {
  return countsOf(runs).flatMap((count) => [
    '',
    `## ${count.toLocaleString('en')} rows`,
    '',
    '| | mount, CPU | of plain buttons | heap per row | nodes / listeners per row | press to paint | restyled by a press | scrolling, of plain buttons | left after unmount |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...kitLines(runs.filter((each) => each.count === count)),
  ]);
}

const countsOf = (runs: readonly BarRuns[]) =>
  TABLES.filter((count) => runs.some((each) => each.count === count));

function kitLines(runs: readonly BarRuns[]): string[] {
  const host = runs.find(({ name }) => name === 'none');
  const plain = runs.find(({ name }) => name === 'plain');
  return runs
    .filter(({ name }) => name !== 'none')
    .map((each) => {
      const median = (of: (run: BarRun) => number) => medianOf(each.runs.map(of));
      const scrolling = medianOf(
        each.runs.map(({ scrollMs }, round) => scrollMs / (plain?.runs[round]?.scrollMs ?? Number.NaN)),
      );
      const cells = [
        KIT_NAMES[each.name] ?? each.name,
        `${Math.round(median(({ mount }) => mount.total)).toLocaleString('en')} ms`,
        `${mountOfPlain(each, plain, host).toFixed(2)} ×`,
        `${heapKb(each, host).toFixed(1)} kB`,
        `${median(({ nodes }) => nodes).toFixed(0)} / ${median(({ listeners }) => listeners).toFixed(1)}`,
        `${median(({ pressMs }) => pressMs).toFixed(0)} ms`,
        median(({ restyled }) => restyled),
        `${scrolling.toFixed(2)} ×`,
        `${(median(({ leakedBytes }) => leakedBytes) / 1_000).toFixed(1)} kB`,
      ];
      return `| ${cells.join(' | ')} |`;
    });
}

/**
 * What the host's own rows take does not count. Rounds are compared with each other and not medians: both
 * sides met the same machine.
 */
function mountOfPlain({ runs }: BarRuns, plain: BarRuns | undefined, host: BarRuns | undefined): number {
  return medianOf(
    runs.map(({ mount }, round) => {
      const [baseline, base] = [plain, host].map(
        (other) => other?.runs[round]?.mount.total ?? Number.NaN,
      ) as [number, number];
      return (mount.total - base) / (baseline - base);
    }),
  );
}

function heapKb({ runs }: BarRuns, host: BarRuns | undefined): number {
  const median = (some: readonly BarRun[]) => medianOf(some.map(({ heapBytes }) => heapBytes));
  return (median(runs) - median(host?.runs ?? [])) / 1_000;
}

/** What the mounting of the rows is spent on. */
export function shareLines(runs: readonly BarRuns[]): string[] {
  return [
    '| | rows | JavaScript | styles | layout | the rest, mostly painting |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...countsOf(runs).flatMap((count) => {
      const counted = runs.filter((each) => each.count === count);
      const host = counted.find(({ name }) => name === 'none');
      return counted
        .filter(({ name }) => name === 'plain' || name === 'ours')
        .map((each) => {
          const share = (of: (cpu: CpuMs) => number) => {
            const shares = each.runs.map(({ mount }, round) => {
              const base = host?.runs[round]?.mount;
              return base === undefined ? Number.NaN : (of(mount) - of(base)) / (mount.total - base.total);
            });
            return `${Math.round(100 * medianOf(shares))} %`;
          };
          const cells = [
            KIT_NAMES[each.name],
            count.toLocaleString('en'),
            share(({ script }) => script),
            share(({ styles }) => styles),
            share(({ layout }) => layout),
            share(({ total, script, styles, layout }) => total - script - styles - layout),
          ];
          return `| ${cells.join(' | ')} |`;
        });
    }),
  ];
}
