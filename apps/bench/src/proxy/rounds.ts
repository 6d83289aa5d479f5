import type { LoadResult, LoadTask } from '../../programs/load.ts';
import { ask, CORES, type Program, startProgram, stop } from '../processes.ts';
import type { CompiledPrograms } from './compile-programs.ts';
import { oursOn, type Store, type Subject, subjectsOf } from './subjects.ts';

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
  const { rounds } = options;
  const runs: ReadRuns[] = [];
  for (const store of ['memory', 'sqlite'] as const) {
    for (const rowsPerUser of [100, 1_000, 10_000]) {
      const messages = Math.min(rowsPerUser, RESTORED);
      const { program, args } = oursOn(store, options);
      const subject = { name: `reads from ${store}`, program, args: [...args, String(rowsPerUser)] };
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
    await runTask(measured, clients, warmUp);
    return runTask(measured, clients, task);
  });
}

/** Gives the clients a task and reports what the measured program needed for it. */
export async function runTask(measured: Program, clients: Program, task: Task): Promise<Run> {
  const before = await ask<Usage>(measured, 'usage');
  const result = await ask<LoadResult | { error: string }>(clients, { ...task, url: measured.url });
  if ('error' in result) throw new Error(result.error);
  const after = await ask<Usage>(measured, 'usage');
  return {
    ...result,
    cpuMs: after.cpuMs - before.cpuMs,
    drained: before.waiting - after.waiting,
    commits: after.commits - before.commits,
  };
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
    const upstreamProgram = new URL('../../programs/upstream.mjs', import.meta.url).pathname;
    const upstream = await start(upstreamProgram, { core: CORES.others, args: [subject.upstream ?? 'up'] });
    const args = [upstream.url, ...(subject.args ?? [])];
    const measured = await start(subject.program, { core: CORES.measured, args, profile });
    return await work(measured, await start(load, { core: CORES.others }));
  } catch (cause) {
    throw new Error(`The bench could not measure ${subject.name}.`, { cause });
  } finally {
    for (const program of started) await stop(program);
  }
}

function describe({ requests, seconds, cpuMs, failed, delivered }: Run): string {
  const perSecond = Math.round(requests / seconds);
  return `${perSecond}/s, ${(cpuMs / requests).toFixed(3)} ms CPU, ${failed} failed, ${delivered} delivered`;
}

export interface BenchOptions extends CompiledPrograms {
  readonly rounds: number;
  readonly seconds: number;
  /** Submissions before those that count. */
  readonly warmUp: number;
  readonly connections: number;
  /** How long the proxy has to hold a rate. */
  readonly sustainedSeconds: number;
  readonly idleConnections: number;
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
}

export interface Run extends LoadResult {
  /** Processor time of the measured process. */
  readonly cpuMs: number;
  /** How many rows fewer wait for their delivery. */
  readonly drained: number;
  /** Commits that waited for the disk, if the store is SQLite. */
  readonly commits: number;
}

export interface SubjectRuns {
  readonly name: string;
  readonly runs: readonly Run[];
}

export interface ReadRuns {
  readonly store: Store;
  readonly rowsPerUser: number;
  readonly messages: number;
  readonly run: Run;
}

/** What a program answers. To the question `heap` only after a garbage collection. */
export interface Usage {
  readonly cpuMs: number;
  /** The rows that wait for their delivery, if it is our proxy. */
  readonly waiting: number;
  /** The commits that have waited for the disk, if it is our proxy with SQLite. */
  readonly commits: number;
  readonly heapMb: number;
  readonly rssMb: number;
}
