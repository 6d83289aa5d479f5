import type { InsertResult } from '../../programs/inserts.ts';
import { ask, CORES, startProgram, stop } from '../processes.ts';
import { warmUpOf } from './rates.ts';
import { type BenchOptions, measure, type Run } from './rounds.ts';
import { oursOn } from './subjects.ts';

/**
 * Measures ours on SQLite, and then a bare loop that inserts rows of the same size on the same driver, in
 * groups as large as ours had: with all connections, and with one.
 */
export async function measureFloor(options: BenchOptions): Promise<FloorRuns[]> {
  const measured = [options.connections, 1].map((connections) => ({
    connections,
    rounds: [] as FloorRound[],
  }));
  for (let round = 0; round < options.rounds; round++) {
    for (const { connections, rounds } of measured) {
      const ours = await measure({ name: 'ours, SQLite', ...oursOn('sqlite', options) }, options, [
        warmUpOf(options),
        { connections, seconds: options.seconds, requests: 1e9, reads: null },
      ]);
      const group = Math.max(1, Math.round(ours.requests / ours.commits));
      const inserts = await insertRows(group, options);
      rounds.push({ ours, group, inserts });
      const [rate, floor] = [ours.requests / ours.seconds, inserts.rows / inserts.seconds].map(Math.round);
      process.stderr.write(
        `${connections} connections: ${rate}/s in groups of ${group}, bare inserts ${floor}/s\n`,
      );
    }
  }
  return measured;
}

async function insertRows(group: number, { inserts, folder, seconds }: BenchOptions): Promise<InsertResult> {
  const program = await startProgram(inserts, { core: CORES.measured, args: [folder] });
  try {
    await ask(program, { group, seconds: 0.5 });
    return await ask<InsertResult>(program, { group, seconds });
  } finally {
    await stop(program);
  }
}

export interface FloorRuns {
  readonly connections: number;
  readonly rounds: readonly FloorRound[];
}

export interface FloorRound {
  readonly ours: Run;
  /** The submissions of each commit that waited for the disk, and the rows of each bare one. */
  readonly group: number;
  readonly inserts: InsertResult;
}
