import { medianOf } from '../figures.ts';
import { KIT_NAMES } from './kit-names.ts';
import { OPENING_ROWS, type Opening, type OpeningRun, type OpeningRuns } from './opening.ts';

export function openingLines(openings: readonly OpeningRuns[]): string[] {
  return [
    '',
    '## Details',
    '',
    `From a press to the frame that shows the field for a comment, among ${OPENING_ROWS} rows of a page that has just`,
    'loaded. “Cold” is a press without a pointer before, as on a touch screen; “after intent” one after the',
    'pointer rested on the button. The second opening is that of another message. Loaded is the JavaScript',
    'that arrives because of it, over loopback.',
    '',
    '| | cold: to paint | CPU | loaded, kB | loaded on intent, kB | after intent: to paint | CPU | second: to paint | CPU |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...openings.map(({ name, runs }) => {
      const median = (of: (run: OpeningRun) => number) => medianOf(runs.map(of));
      const times = (of: (run: OpeningRun) => Opening) => [
        `${median((run) => of(run).paintMs).toFixed(0)} ms`,
        `${median((run) => of(run).cpuMs).toFixed(0)} ms`,
      ];
      const kB = (of: (run: OpeningRun) => number) => (median(of) / 1_000).toFixed(1);
      const cells = [
        KIT_NAMES[name] ?? name,
        ...times(({ cold }) => cold),
        kB(({ cold }) => cold.loadedBytes),
        kB(({ intentBytes, first }) => intentBytes + first.loadedBytes),
        ...times(({ first }) => first),
        ...times(({ second }) => second),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}
