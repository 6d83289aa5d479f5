import { medianOf, roundsOf } from '../figures.ts';
import { type BacklogRuns, QUARTERS, UPSTREAM_LIMIT } from './backlog.ts';
import type { FloorRuns } from './floor.ts';
import type { IdleRuns } from './idle.ts';
import { floorLines, idleLines, rateLines } from './load-report.ts';
import type { RateRuns } from './rates.ts';
import type { ReadRuns, Run, SubjectRuns } from './rounds.ts';
import { STORE_NAMES } from './subjects.ts';

/** A run of the bench as the page `docs/performance.md`. */
export function toMarkdown(run: BenchRun): string {
  const { date, node, settings, submissions, floor, rates, idle, reads, backlog } = run;
  const [baseline] = submissions;
  return [
    '# Performance of the proxy',
    '',
    'Written by `node apps/bench/proxy.mjs --document`, which measures the tables below in one run.',
    `Last run: ${date.slice(0, 10)}, Node ${node}, ${roundsOf(settings.rounds)} of ${settings.seconds} s with ${settings.connections} connections. Medians of the rounds.`,
    ...(baseline === undefined ? [] : submissionLines(submissions, baseline)),
    ...(floor.length > 0 ? floorLines(floor) : []),
    ...(rates.length > 0 ? rateLines(rates) : []),
    ...(idle === null ? [] : idleLines(idle)),
    ...(reads.length > 0 ? readLines(reads) : []),
    ...(backlog.length > 0 ? backlogLines(backlog) : []),
    '',
    '## How to read it',
    '',
    '- On another machine, only the ratios are meaningful. Each round measures every line once, so that',
    '  other load on the machine affects all lines alike.',
    '- The measured process has one core (`taskset`). Clients and upstream share another core. The',
    '  upstream responds at once; a real one takes 50 ms or more.',
    '- The baseline reads each body and forwards it. It checks and stores nothing. The other proxies',
    '  forward, too.',
    '- Ours parses and checks each submission, stores it, delivers it to Dify’s endpoint and stores the',
    '  outcome. “Delivered at once” is the share of the responses that came after the delivery.',
    '- CPU per request is the processor time of the measured process. It depends less on other load',
    '  on the machine than requests per second do.',
    '- With the default `concurrency` of 16, half of 32 clients would get `accepted` at once, and the',
    '  worker would deliver later. The bench allows as many deliveries as it has clients.',
    '',
    '## Where the time goes',
    '',
    '`--profile <folder>` writes a profile of each measured process. With the memory store, about an',
    'eighth of the time is writes to sockets, an eighth the transport to the upstream, and a seventh the',
    'garbage collector. The rest is spread thin: some thirty small asynchronous steps of each submission',
    '(rate limits, checks, store, lease, attempt, settlement), none of which takes more than 3 %. With',
    'SQLite and Postgres, submissions that arrive together share the commits of their statements.',
    '',
    '## What falls short of its goal, and why',
    '',
    '- With the memory store, ours should cost at most twice what the baseline costs. It costs five times as',
    '  much. The baseline takes 0.08 ms for a request, so the goal leaves 0.08 ms for all that it does not',
    '  do. Alone and warm, our steps take 0.07 to 0.11 ms, and HTTP and the pool take 0.02 ms more than in',
    '  the baseline, because bodies are parsed and responses are built. The rest is the garbage collector,',
    '  which walks a store that grows by every submission, and code that no longer fits into the caches.',
    '- With SQLite, ours should deliver half as fast as a bare loop inserts. It delivers a tenth as fast. The',
    '  goal leaves 0.11 ms for a submission. The baseline takes 0.08 ms of that, without a check or a store;',
    '  the loop has no request, no upstream, and no outcome to write.',
    '- At 1,000 submissions a second for a minute, the p99 with SQLite should be 50 ms at most. On one core it',
    '  is 30 to 76 ms. The slowest submissions come during a major garbage collection, about every ten',
    '  seconds: the collector’s threads share the core with the main thread, so a step that takes 10 to',
    '  20 ms on a core of its own stalls the main thread for up to 110 ms. If the process may use both cores,',
    '  together with the clients and the upstream, the p99 is 16 ms, and 22 ms instead of 79 ms with the',
    '  memory store (2026-11-28, 30 s each).',
    '',
    'The default `totalLimiter` allows 6,667 submissions a second, more than one process accepts here.',
    '',
  ].join('\n');
}

export interface BenchRun {
  readonly date: string;
  readonly node: string;
  readonly settings: { readonly rounds: number; readonly seconds: number; readonly connections: number };
  readonly submissions: readonly SubjectRuns[];
  readonly floor: readonly FloorRuns[];
  readonly rates: readonly RateRuns[];
  /** `null` if it is left out. */
  readonly idle: IdleRuns | null;
  readonly reads: readonly ReadRuns[];
  readonly backlog: readonly BacklogRuns[];
}

function submissionLines(submissions: readonly SubjectRuns[], baseline: SubjectRuns): string[] {
  return [
    spreadOf(baseline),
    '',
    '## Submissions',
    '',
    '| | requests/s | CPU per request | of the baseline’s speed, by CPU | p50 / p99 | delivered at once |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...submissions.map((subject) => submissionLine(subject, baseline)),
  ];
}

/** How much other work the machine had. */
function spreadOf(baseline: SubjectRuns): string {
  const rates = baseline.runs.map(perSecond);
  const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)].map((rate) =>
    Math.round(rate).toLocaleString('en'),
  );
  return `The baseline’s rounds ran at ${slowest} to ${fastest} requests/s: the wider apart, the busier the machine.`;
}

const perSecond = ({ requests, seconds }: Run) => requests / seconds;
const cpuPerRequest = ({ cpuMs, requests }: Run) => cpuMs / requests;

function submissionLine({ name, runs }: SubjectRuns, baseline: SubjectRuns): string {
  const median = (of: (run: Run) => number) => medianOf(runs.map(of));
  // Rounds are compared with each other and not medians: both sides met the same machine.
  const ratio = medianOf(
    runs.map((run, round) => {
      const baselineRun = baseline.runs[round];
      return baselineRun === undefined ? Number.NaN : cpuPerRequest(baselineRun) / cpuPerRequest(run);
    }),
  );
  const delivered = median((run) => run.delivered / run.requests);
  const failed = runs.reduce((sum, run) => sum + run.failed, 0);
  return `| ${[
    failed === 0 || name.includes('bare') ? name : `${name} (${failed} failed)`,
    Math.round(median(perSecond)).toLocaleString('en'),
    `${median(cpuPerRequest).toFixed(3)} ms`,
    `${ratio.toFixed(2)} ×`,
    `${median((run) => run.p50Ms).toFixed(1)} / ${median((run) => run.p99Ms).toFixed(1)} ms`,
    delivered === 0 ? '' : `${Math.round(delivered * 100)} %`,
  ].join(' | ')} |`;
}

function readLines(reads: readonly ReadRuns[]): string[] {
  return [
    '',
    '## Reads',
    '',
    'A page restores a chat: up to 1,000 messages, 100 in each request, one request after the other. Each',
    'request is one statement of the store.',
    '',
    '| store | rows of the user | messages | requests | p50 / p99 of a request | CPU per request |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...reads.map(({ store, rowsPerUser, messages, run }) => {
      const cells = [
        STORE_NAMES[store],
        rowsPerUser.toLocaleString('en'),
        messages.toLocaleString('en'),
        Math.ceil(messages / 100),
        `${run.p50Ms.toFixed(2)} / ${run.p99Ms.toFixed(2)} ms`,
        `${cpuPerRequest(run).toFixed(2)} ms`,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function backlogLines(backlog: readonly BacklogRuns[]): string[] {
  return [
    '',
    '## A backlog after an outage',
    '',
    `${backlog[0]?.rows.toLocaleString('en')} rows wait, and the upstream takes 20 ms for each. With the default of 16 requests at once it`,
    `could get ${UPSTREAM_LIMIT} a second. Eight clients submit meanwhile, each as fast as it gets responses.`,
    `The heap is that of the proxy after a garbage collection, when ${QUARTERS.map((share) => share * 100).join(', ')} % of the rows are delivered.`,
    'The memory store keeps delivered rows, too.',
    '',
    '| store | rows delivered/s | clients alone, requests/s | clients and backlog, requests/s | p99 alone / both | heap, MB |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...backlog.map(({ store, idle, alone, both, heapMb }) => {
      const rate = (count: number, { seconds }: Run) => Math.round(count / seconds).toLocaleString('en');
      const cells = [
        STORE_NAMES[store],
        rate(idle.drained, idle),
        rate(alone.requests, alone),
        rate(both.requests, both),
        `${alone.p99Ms.toFixed(1)} / ${both.p99Ms.toFixed(1)} ms`,
        heapMb.map((each) => each.toFixed(0)).join(' / '),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}
