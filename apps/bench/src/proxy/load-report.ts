import { medianOf } from '../figures.ts';
import { plotSvg } from '../plot.ts';
import type { FloorRuns } from './floor.ts';
import { type IdleRun, type IdleRuns, LIVE_RATE } from './idle.ts';
import { RATES, type RateRuns, SUSTAINED_RATE } from './rates.ts';
import type { Run } from './rounds.ts';
import { STORE_NAMES } from './subjects.ts';

/** How ours compares with what the disk and the driver allow. */
export function floorLines(floor: readonly FloorRuns[]): string[] {
  return [
    '',
    '## The floor of a durable store',
    '',
    'A loop that inserts rows of the same size on the same driver, into the same table, and does nothing',
    'else. Each commit waits for the disk, and has as many rows as ours had submissions. Ours also writes',
    'the outcome of each delivery. A wrapper of the handle counts the commits.',
    '',
    '| | a second | in each commit | commits that wait for the disk, for each | of the bare loop’s speed |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...floor.flatMap(({ connections, rounds }) => {
      const median = (of: (round: FloorRuns['rounds'][number]) => number) => medianOf(rounds.map(of));
      const rate = median(({ inserts }) => inserts.rows / inserts.seconds);
      const group = median((round) => round.group);
      const own = median(({ ours }) => ours.requests / ours.seconds);
      const ownGroup = median(({ ours }) => ours.requests / ours.commits);
      const commits = median(({ ours }) => ours.commits / ours.requests);
      // Of each round, because both sides met the same machine.
      const ratio = median(
        ({ ours, inserts }) => ours.requests / ours.seconds / (inserts.rows / inserts.seconds),
      );
      const name = connections === 1 ? '1 connection' : `${connections} connections`;
      return [
        `| bare inserts | ${count(rate)} | ${group} | ${(1 / group).toFixed(2)} | 1.00 × |`,
        `| **ours, SQLite, ${name}** | ${count(own)} | ${ownGroup.toFixed(1)} | ${commits.toFixed(2)} | ${ratio.toFixed(2)} × |`,
      ];
    }),
  ];
}

/** The file name of its plot in `docs/images`. */
export const LATENCY_PLOT = 'latency-against-load.svg';

/** What a user waits at each rate. */
export function rateLines(rates: readonly RateRuns[]): string[] {
  const cell = (runs: readonly Run[], rate: number) => {
    const median = (of: (run: Run) => number) => medianOf(runs.map(of));
    const failed = runs.reduce((sum, run) => sum + run.failed, 0);
    const achieved = median(({ requests, seconds }) => requests / seconds);
    return [
      `${median(({ p50Ms }) => p50Ms).toFixed(1)} / ${median(({ p99Ms }) => p99Ms).toFixed(1)} ms`,
      achieved < rate * KEPT_UP ? ` (${count(achieved)}/s)` : '',
      failed > 0 ? ` (${failed} failed)` : '',
    ].join('');
  };
  const line = (name: string, cells: readonly string[]) => `| ${[name, ...cells].join(' | ')} |`;
  return [
    '',
    '## Latency against load',
    '',
    `![The lines of the table below: p50 and p99 of each store, from ${RATES[0]} to ${count(RATES.at(-1) ?? 0)} submissions a second](images/${LATENCY_PLOT})`,
    '',
    'p50 / p99 of the responses. The clients send on schedule, over up to 256 connections, and do not wait',
    'for responses. Each latency counts from the moment at which the submission was due, so a proxy that',
    'stalls cannot hide it. Submissions that find all deliveries busy are answered once they are stored, and',
    'delivered later. In parentheses: the rate of the responses where the proxy did not keep up.',
    '',
    line(
      'submissions/s',
      rates.map(({ store }) => STORE_NAMES[store]),
    ),
    line(
      '---:',
      rates.map(() => '---:'),
    ),
    ...RATES.map((rate, index) =>
      line(
        count(rate),
        rates.map(({ runs }) => cell(runs[index] ?? [], rate)),
      ),
    ),
    line(
      `${count(SUSTAINED_RATE)}, for ${rates[0]?.sustainedSeconds} s`,
      rates.map(({ sustained }) => cell([sustained], SUSTAINED_RATE)),
    ),
  ];
}

/** The last responses come after the last submissions. */
const KEPT_UP = 0.95;

export function latencyPlot(rates: readonly RateRuns[]): string {
  const quantiles = [
    { name: 'p99', dashed: false, of: ({ p99Ms }: Run) => p99Ms },
    { name: 'p50', dashed: true, of: ({ p50Ms }: Run) => p50Ms },
  ];
  return plotSvg({
    title: 'Latency against load',
    description: 'The p50 and p99 of responses at each rate of submissions, for each store.',
    x: { label: 'submissions/s, sent on schedule' },
    y: { label: 'ms until the response', log: true },
    series: rates.flatMap(({ store, runs }, color) =>
      quantiles.map(({ name, dashed, of }) => ({
        ...{ name: `${STORE_NAMES[store]}, ${name}`, color, dashed },
        points: RATES.map((rate, index) => [rate, medianOf((runs[index] ?? []).map(of))] as const),
      })),
    ),
  });
}

/** What connections cost that only wait. */
export function idleLines({ connections, subjects }: IdleRuns): string[] {
  return [
    '',
    '## Idle connections',
    '',
    `${count(connections)} connections stay open after a response, as those of browsers do, while other clients send`,
    `${LIVE_RATE} submissions a second on schedule. The memory is that of the process, after a garbage collection.`,
    '',
    '| | heap per connection | resident memory per connection | p50 / p99 without them | p50 / p99 with them |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...subjects.map(({ name, runs }) => {
      const median = (of: (run: IdleRun) => number) => medianOf(runs.map(of));
      const latency = (of: (run: IdleRun) => Run) =>
        `${median((run) => of(run).p50Ms).toFixed(1)} / ${median((run) => of(run).p99Ms).toFixed(1)} ms`;
      const cells = [
        name,
        `${median(({ heapKb }) => heapKb).toFixed(1)} kB`,
        `${median(({ rssKb }) => rssKb).toFixed(1)} kB`,
        latency(({ alone }) => alone),
        latency(({ both }) => both),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

const count = (value: number) => Math.round(value).toLocaleString('en');
