import { medianOf } from '../report.ts';
import type { PageBytes } from './build-pages.ts';
import type { BarRun, BarRuns } from './measure.ts';

/** A run of the bench as the page `docs/performance-bar.md`. */
export function toMarkdown({ date, chromium, rounds, bytes, runs }: BarBenchRun): string {
  const counts = [...new Set(runs.map(({ count }) => count))];
  return [
    '# Performance of the bar',
    '',
    'Written by `node apps/bench/bar.mjs --document`, which measures everything below in one run.',
    `Last run: ${date.slice(0, 10)}, Chromium ${chromium}, ${rounds} rounds. Medians of the rounds.`,
    '',
    '## Bytes',
    '',
    'Brotli, each file on its own. The difference between a host’s production build (Vite) with the rows',
    'and the same build without them. The host has React, a `QueryClient` and a page loaded on demand',
    'already. In a host without an `import()` of its own, Vite adds its helper for that, 0.4 kB, to the',
    'first load of a kit that loads in parts.',
    '',
    '| | first load, kB | later, kB | later, chunks | styles, kB |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...bytesLines(bytes),
    ...counts.flatMap((count) => [
      '',
      `## ${count.toLocaleString('en')} rows`,
      '',
      '| | mount, CPU | of plain buttons | heap per row | nodes / listeners per row | press to paint | restyled by a press | scrolling, of plain buttons | left after unmount |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...runsLines(runs.filter((each) => each.count === count)),
    ]),
    '',
    '## How to read it',
    '',
    '- On another machine, only the ratios are meaningful. Each round measures every line once, so that',
    '  other load on the machine affects all lines alike.',
    '- CPU is the processor time of the page’s main thread, from the first render until the rows are',
    '  painted. The plain buttons are two React buttons with inline SVG icons and a state.',
    '- A press is measured once the rows have read what was rated before. Restyled are the elements and',
    '  pseudo-elements whose styles the browser calculates again for it.',
    '- The heap is measured after a garbage collection. The nodes include those of the message.',
    '- The kits differ in what they do. Ours stores, delivers and retries, and its details load on intent.',
    '  Ant Design X, Fluent and PatternFly have tooltips and no details; PatternFly is measured without its',
    '  styles. assistant-ui’s buttons need its runtime and its list of messages, which its line includes.',
    '- “Plain, Radix and TanStack” is a bar as hosts often write it: a toggle group, a popover and a',
    '  mutation in each row.',
    '- A kit whose 1,000 rows take more than a second is not measured with 10,000.',
    '',
    '## Where the time goes',
    '',
    'From traces of Chromium on a busy machine, so only the ratios count. Above the host’s own rows, 10,000',
    'bars take a third of their time for styles, a fifth for layout, a fifth for painting, and the rest for',
    'JavaScript. Two rules of the stylesheet used to take more than all of that JavaScript:',
    '',
    '- A `transition` at rest, beside `all: revert-layer`, more than doubled the time for styles.',
    '- A grid in each button nearly doubled the time for layout. A flex box centers the icon as well.',
    '',
    'A press restyles three elements and renders one bar, however many rows there are. With 10,000 rows it',
    'takes most of its time to paint: Chromium walks the whole page, with plain buttons as well. Each icon',
    'is a `clip-path` and therefore a layer, so finding what is under the pointer takes longer: 25 ms after',
    'mounting 10,000 rows, and 3 ms with plain buttons.',
    '',
  ].join('\n');
}

export interface BarBenchRun {
  readonly date: string;
  readonly chromium: string;
  readonly rounds: number;
  readonly bytes: Readonly<Record<string, PageBytes>>;
  readonly runs: readonly BarRuns[];
}

const NAMES: Readonly<Record<string, string>> = {
  plain: 'plain buttons',
  ours: '**ours**',
  naive: 'plain, Radix and TanStack',
  'ant-design-x': 'Ant Design X',
  'assistant-ui': 'assistant-ui',
  'base-ui': 'Base UI',
  fluent: 'Fluent AI',
  'headless-ui': 'Headless UI',
  mui: 'MUI',
  patternfly: 'PatternFly',
  'react-aria': 'React Aria',
};

function bytesLines(bytes: BarBenchRun['bytes']): string[] {
  const { none } = bytes;
  const kB = (size: number) => (size / 1_000).toFixed(1);
  return Object.entries(bytes)
    .filter(([name]) => name !== 'none')
    .map(([name, { first, later, laterChunks, styles }]) => {
      const cells = [
        NAMES[name] ?? name,
        kB(first - (none?.first ?? 0)),
        kB(Math.max(0, later - (none?.later ?? 0))),
        laterChunks - (none?.laterChunks ?? 0),
        kB(styles),
      ];
      return `| ${cells.join(' | ')} |`;
    });
}

function runsLines(runs: readonly BarRuns[]): string[] {
  const host = runs.find(({ name }) => name === 'none');
  const plain = runs.find(({ name }) => name === 'plain');
  return runs
    .filter(({ name }) => name !== 'none')
    .map((each) => {
      const median = (of: (run: BarRun) => number) => medianOf(each.runs.map(of));
      // What the host's own rows take does not count. Rounds are compared with each other and not medians:
      // both sides met the same machine.
      const ratio = (of: (run: BarRun) => number) =>
        medianOf(
          each.runs.map((run, round) => {
            const [baseline, base] = [plain?.runs[round], host?.runs[round]].map((other) =>
              other === undefined ? Number.NaN : of(other),
            ) as [number, number];
            return (of(run) - base) / (baseline - base);
          }),
        );
      const heap =
        median(({ heapBytes }) => heapBytes) - medianOf(host?.runs.map((run) => run.heapBytes) ?? []);
      const cells = [
        NAMES[each.name] ?? each.name,
        `${Math.round(median(({ mountMs }) => mountMs)).toLocaleString('en')} ms`,
        `${ratio(({ mountMs }) => mountMs).toFixed(2)} ×`,
        `${(heap / 1_000).toFixed(1)} kB`,
        `${median(({ nodes }) => nodes).toFixed(0)} / ${median(({ listeners }) => listeners).toFixed(1)}`,
        `${median(({ pressMs }) => pressMs).toFixed(0)} ms`,
        median(({ restyled }) => restyled),
        `${ratioOfTotals(each, plain).toFixed(2)} ×`,
        `${(median(({ leakedBytes }) => leakedBytes) / 1_000).toFixed(1)} kB`,
      ];
      return `| ${cells.join(' | ')} |`;
    });
}

function ratioOfTotals({ runs }: BarRuns, plain: BarRuns | undefined): number {
  return medianOf(runs.map(({ scrollMs }, round) => scrollMs / (plain?.runs[round]?.scrollMs ?? Number.NaN)));
}
