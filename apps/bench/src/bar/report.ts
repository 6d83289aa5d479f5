import { roundsOf } from '../figures.ts';
import type { PageBytes } from './build-pages.ts';
import { KIT_NAMES } from './kit-names.ts';
import { type BarRuns, TOO_SLOW } from './measure.ts';
import type { OpeningRuns } from './opening.ts';
import { openingLines } from './opening-lines.ts';
import { rowLines, shareLines } from './row-lines.ts';

/** A run of the bench as the page `docs/performance-bar.md`. */
export function toMarkdown({ date, chromium, rounds, bytes, openings, runs }: BarBenchRun): string {
  return [
    '# Performance of the bar',
    '',
    'Written by `node apps/bench/bar.mjs --document`, which measures the tables below in one run.',
    `Last run: ${date.slice(0, 10)}, Chromium ${chromium}, ${roundsOf(rounds)}. Medians of the rounds.`,
    '',
    '## Bytes',
    '',
    'Brotli, each file on its own. The difference between a host’s production build (Vite) with the rows',
    'and the same build without them. The host has React, a `QueryClient` and a page loaded on demand',
    'already. Of the first load of a kit that loads in parts, 0.3 kB are the names of the files that Vite',
    'loads together. In a host without an `import()` of its own, Vite adds its helper for that, 0.5 kB.',
    '',
    '| | first load, kB | later, kB | later, chunks | styles, kB |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...bytesLines(bytes),
    '',
    '## Cost against rows',
    '',
    'With the host’s own rows, which the tables below leave out.',
    '',
    '![Processor time of mounting over the number of rows](images/bar-mount.svg)',
    '',
    '![Heap over the number of rows](images/bar-heap.svg)',
    ...openingLines(openings),
    ...rowLines(runs),
    '',
    '## How to read it',
    '',
    '- On another machine, only the ratios are meaningful. Each round measures every line once, so that',
    '  other load on the machine affects all lines alike.',
    '- CPU is the processor time of the page’s main thread, from the first render until the rows are',
    '  painted. The plain buttons are two React buttons with inline SVG icons and a state.',
    '- A press is measured once the rows have read what was rated before. Restyled are the elements and',
    '  pseudo-elements whose styles the browser calculates again for it.',
    '- The heap is measured after garbage collections, as what unmounting frees once all code has run. The',
    '  nodes include those of the message.',
    '- The kits differ in what they do. Ours stores, delivers and retries, and its details load on intent.',
    '  Ant Design X, Fluent and PatternFly have tooltips and no details; PatternFly is measured without its',
    '  styles. assistant-ui’s buttons need its runtime and its list of messages, which its line includes.',
    '- “Plain, Radix and TanStack” is a bar as hosts often write it: a toggle group, a popover and a',
    '  mutation in each row.',
    `- A kit whose 1,000 rows take more than ${TOO_SLOW} times as long as plain buttons is not measured with more.`,
    '  With more than 1,000 rows, other kits are measured in the first round only.',
    '',
    '## Where the time goes',
    '',
    'The processor time of mounting, above that of the host’s own rows:',
    '',
    ...shareLines(runs),
    '',
    'Traces of Chromium led to two rules of the stylesheet:',
    '',
    '- No `transition` at rest, which beside `all: revert-layer` more than doubles the time for styles.',
    '- No grid in a button, which nearly doubles the time for layout. A flex box centers the icon as well.',
    '',
    'A press renders one bar, however many rows there are. With 10,000 rows it takes most of its time to',
    'paint: Chromium walks the whole page, with plain buttons as well. Each icon is a `clip-path` and',
    'therefore a layer, so finding what is under the pointer takes longer than with plain buttons.',
    '',
  ].join('\n');
}

export interface BarBenchRun {
  readonly date: string;
  readonly chromium: string;
  readonly rounds: number;
  readonly bytes: Readonly<Record<string, PageBytes>>;
  readonly openings: readonly OpeningRuns[];
  readonly runs: readonly BarRuns[];
}

function bytesLines(bytes: BarBenchRun['bytes']): string[] {
  const { none } = bytes;
  const kB = (size: number) => (size / 1_000).toFixed(1);
  return Object.entries(bytes)
    .filter(([name]) => name !== 'none')
    .map(([name, { first, later, laterChunks, styles }]) => {
      const cells = [
        KIT_NAMES[name] ?? name,
        kB(first - (none?.first ?? 0)),
        kB(Math.max(0, later - (none?.later ?? 0))),
        laterChunks - (none?.laterChunks ?? 0),
        kB(styles),
      ];
      return `| ${cells.join(' | ')} |`;
    });
}
