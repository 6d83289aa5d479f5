import type { LoadResult, LoadTask } from './load.ts';
import { ask, type Program, startProgram, stop } from './processes.ts';
import { type Subject, subjectsOf } from './subjects.ts';

/** The measured program has a core of its own. The upstream and the clients share the other one. */
export const CORES = { measured: 0, others: 1 } as const;

/** Measures each subject once per round, so that other load on the machine affects all alike. */
export async function measureSubmissions(options: BenchOptions): Promise<SubjectRuns[]> {
  const { rounds, seconds, warmUp, connections, only, peers } = options;
  const subjects = subjectsOf(options).filter(
    ({ name, peer }) => name.includes(only) && (peers || peer !== true),
  );
  const runs = subjects.map(({ name }): { name: string; runs: Run[] } => ({ name, runs: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      const run = await measure(subject, options, [
        // Compiles the code and opens the connections to the upstream.
        { connections, seconds: 6, requests: warmUp, reads: null },
        { connections, seconds, requests: 1e9, reads: null },
      ]);
      runs[index]?.runs.push(run);
      process.stderr.write(`${round + 1}/${rounds} ${subject.name}: ${describe(run)}\n`);
    }
  }
  return runs;
}

/** Restores the messages of a chat, one request after the other, as a page does. */
export async function measureReads(options: BenchOptions): Promise<ReadRuns[]> {
  const { rounds, ours, folder } = options;
  const runs: ReadRuns[] = [];
  for (const store of ['memory', 'sqlite']) {
    for (const rowsPerUser of [100, 1_000, 10_000]) {
      const messages = Math.min(rowsPerUser, RESTORED);
      const subject = { name: '', program: ours, args: [store, folder, '16', String(rowsPerUser)] };
      const task = { connections: 1, seconds: 0, requests: 0 };
      const run = await measure(subject, options, [
        { ...task, reads: { messages, times: 10 } },
        { ...task, reads: { messages, times: 4 * rounds } },
      ]);
      runs.push({ store, rowsPerUser, messages, run });
    }
  }
  return runs;
}

/** The messages of a long chat. */
const RESTORED = 1_000;

export type Task = Omit<LoadTask, 'url'>;

/** Starts a subject with its upstream and its clients. The first task warms it up. */
export async function measure(
  subject: Subject,
  options: BenchOptions,
  [warmUp, task]: [Task, Task],
): Promise<Run> {
  return withSubject(subject, options, async (measured, clients) => {
    const sent = async (work: Task) => {
      const result = await ask<LoadResult | { error: string }>(clients, { ...work, url: measured.url });
      if ('error' in result) throw new Error(`${subject.name}: ${result.error}`);
      return result;
    };

    await sent(warmUp);
    const before = await ask<Usage>(measured, 'usage');
    const result = await sent(task);
    const after = await ask<Usage>(measured, 'usage');
    const drained = before.waiting - after.waiting;
    return { ...result, cpuMs: after.cpuMs - before.cpuMs, drained };
  });
}

/** Starts a subject with its upstream and clients that wait for tasks, for as long as `work` takes. */
export async function withSubject<Result>(
  subject: Subject,
  { load, profile }: BenchOptions,
  work: (measured: Program, clients: Program) => Promise<Result>,
): Promise<Result> {
  const started: Pick<Program, 'child'>[] = [];
  const start = async (...[program, options]: Parameters<typeof startProgram>) => {
    const running = await startProgram(program, options);
    started.unshift(running);
    return running;
  };
  try {
    const upstreamProgram = new URL('../programs/upstream.mjs', import.meta.url).pathname;
    const upstream = await start(upstreamProgram, { core: CORES.others, args: [subject.upstream ?? 'up'] });
    const args = [upstream.url, ...(subject.args ?? [])];
    const measured = await start(subject.program, { core: CORES.measured, args, profile });
    return await work(measured, await start(load, { core: CORES.others }));
  } finally {
    for (const program of started) await stop(program);
  }
}

function describe({ requests, seconds, cpuMs, failed, delivered }: Run): string {
  const perSecond = Math.round(requests / seconds);
  return `${perSecond}/s, ${(cpuMs / requests).toFixed(3)} ms CPU, ${failed} failed, ${delivered} delivered`;
}

export interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
  /** Submissions before those that count. */
  readonly warmUp: number;
  readonly connections: number;
  /** The rows that an outage has left. */
  readonly backlogRows: number;
  /** Where the databases are. */
  readonly folder: string;
  /** The folder of the socket of a Postgres; '' for none. */
  readonly postgres: string;
  /** Part of the names of the subjects to measure; '' for all. */
  readonly only: string;
  readonly peers: boolean;
  /** Where profiles of the measured processes go; '' for none. */
  readonly profile: string;
  /** The compiled programs. */
  readonly ours: string;
  readonly load: string;
}

export interface Run extends LoadResult {
  /** Processor time of the measured process. */
  readonly cpuMs: number;
  /** How many rows fewer wait for their delivery. */
  readonly drained: number;
}

export interface SubjectRuns {
  readonly name: string;
  readonly runs: readonly Run[];
}

export interface ReadRuns {
  readonly store: string;
  readonly rowsPerUser: number;
  readonly messages: number;
  readonly run: Run;
}

/** What a program answers. To the question `heap` only after a garbage collection. */
export interface Usage {
  readonly cpuMs: number;
  /** The rows that wait for their delivery, if it is our proxy. */
  readonly waiting: number;
  readonly heapMb: number;
}
