import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ask, CORES, type Program, startProgram, stop } from '../processes.ts';
import { onSchedule, warmUpOf } from './rates.ts';
import { type BenchOptions, type Run, runTask, type Usage, withSubject } from './rounds.ts';
import { BASELINE, oursOn, type Subject } from './subjects.ts';

/** Submissions a second, beside the idle connections. */
export const LIVE_RATE = 500;

/** What idle connections cost our listener and the baseline, and what they do to live submissions. */
export async function measureIdle(options: BenchOptions): Promise<IdleRuns> {
  const connections = Math.max(1, Math.min(options.idleConnections, openFilesLimit() - FILES_OF_A_PROCESS));
  const ours = { name: '**ours, SQLite, delivered at once**', ...oursOn('sqlite', options) };
  const subjects = [BASELINE, ours].map((subject) => ({ subject, runs: [] as IdleRun[] }));
  for (let round = 0; round < options.rounds; round++) {
    for (const { subject, runs } of subjects) runs.push(await measureIdleOf(subject, connections, options));
  }
  return { connections, subjects: subjects.map(({ subject, runs }) => ({ name: subject.name, runs })) };
}

function measureIdleOf(subject: Subject, connections: number, options: BenchOptions): Promise<IdleRun> {
  return withSubject(subject, options, async (measured, clients) => {
    const live = () => runTask(measured, clients, onSchedule(LIVE_RATE, options.seconds));
    await runTask(measured, clients, warmUpOf(options));
    const before = await memoryOf(measured);
    const idle = await startProgram(fileURLToPath(new URL('../../programs/idle.mjs', import.meta.url)), {
      core: CORES.others,
      args: [measured.url, String(connections)],
    });
    try {
      const after = await memoryOf(measured);
      const both = await live();
      const { open } = await ask<{ open: number }>(idle, 'open');
      if (open !== connections) throw new Error(`Only ${open} of ${connections} idle connections are open.`);
      await stop(idle);
      await delay(SETTLE_MS);
      const alone = await live();
      process.stderr.write(
        `${subject.name}: ${open} idle connections, p99 ${both.p99Ms.toFixed(1)} ms (${alone.p99Ms.toFixed(1)})\n`,
      );
      const perConnection = (of: 'heapMb' | 'rssMb') => ((after[of] - before[of]) * 1_024) / connections;
      return { alone, both, heapKb: perConnection('heapMb'), rssKb: perConnection('rssMb') };
    } finally {
      if (idle.child.connected) await stop(idle);
    }
  });
}

/** After a garbage collection, and without the connections that have just been closed. */
async function memoryOf(measured: Program): Promise<Usage> {
  await delay(SETTLE_MS);
  return ask<Usage>(measured, 'heap');
}

const SETTLE_MS = 1_000;

/** Files and connections besides the idle ones. */
const FILES_OF_A_PROCESS = 1_000;

/** How many files and connections a process may have open. */
function openFilesLimit(): number {
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files: { soft: number | string } };
  };
  // Windows has no limit, and others may have `unlimited`.
  return Number(userLimits?.open_files.soft) || Number.POSITIVE_INFINITY;
}

export interface IdleRuns {
  /** Fewer than asked for, if the system does not allow that many. */
  readonly connections: number;
  readonly subjects: readonly { readonly name: string; readonly runs: readonly IdleRun[] }[];
}

export interface IdleRun {
  /** Of the process, for each connection. */
  readonly heapKb: number;
  readonly rssKb: number;
  readonly alone: Run;
  /** With the idle connections. */
  readonly both: Run;
}
