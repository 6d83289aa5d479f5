import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compilePrograms } from './compile-programs.ts';
import { measureFloor } from './floor.ts';
import { measureIdle } from './idle.ts';
import { latencyPlot } from './load-report.ts';
import { measureRates, RATES } from './rates.ts';
import { toMarkdown } from './report.ts';
import { type BenchOptions, measureSubmissions } from './rounds.ts';

// Each starts many processes, which takes long on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const settings = { rounds: 1, seconds: 1, warmUp: 10, connections: 4, backlogRows: 0 };
const parts = {
  sustainedSeconds: 1,
  idleConnections: 300,
  postgres: '',
  only: '',
  peers: false,
  profile: '',
};
const page = { date: '2026-01-01', node: 'v20', settings, submissions: [], reads: [], backlog: [] };
const empty = { floor: [], rates: [], idle: null };
let options: BenchOptions;

beforeAll(async () => {
  options = { ...settings, ...parts, folder: tmpdir(), ...(await compilePrograms()) };
});
afterAll(() => {
  for (const file of [options.ours, options.load, options.inserts]) rmSync(file, { force: true });
});

it('measures the baseline and our proxy, which delivers what it gets', async () => {
  const submissions = await measureSubmissions(options);
  const [baseline, memory, sqlite, down] = submissions.map(({ runs }) => runs[0]);
  expect([baseline?.failed, memory?.failed, sqlite?.failed, down?.failed]).toEqual([0, 0, 0, 0]);
  expect(memory?.delivered).toBe(memory?.requests);
  expect(sqlite?.delivered).toBe(sqlite?.requests);
  expect(down).toMatchObject({ delivered: 0, accepted: down?.requests });
  expect(toMarkdown({ ...page, ...empty, submissions })).toContain('1.00 ×');
});

it('inserts as many rows in each commit as ours had submissions', async () => {
  const floor = await measureFloor(options);
  const [several, one] = floor.map(({ rounds }) => rounds[0]);
  expect(several?.group).toBeGreaterThan(1);
  expect(several?.inserts.rows).toBeGreaterThan(0);
  expect([one?.group, one?.ours.commits]).toEqual([1, one?.ours.requests]);
  expect(toMarkdown({ ...page, ...empty, floor })).toMatch(
    /ours, SQLite, 1 connection\W+[\d,]+ \| 1.0 \| 1.00 \|/,
  );
});

it('sends what is due at each rate, whether or not the proxy keeps up', async () => {
  const rates = await measureRates(options);
  for (const { runs, sustained } of rates) {
    expect(runs.map(([run]) => [run?.requests, run?.failed])).toEqual(RATES.map((rate) => [rate, 0]));
    expect(sustained.requests).toBe(1_000);
  }
  expect(toMarkdown({ ...page, ...empty, rates })).toContain('| 1,000, for 1 s |');
  expect(latencyPlot(rates)).toContain('SQLite, p99');
});

it('measures what idle connections take', async () => {
  const idle = await measureIdle(options);
  expect(idle.connections).toBe(300);
  for (const { runs } of idle.subjects) {
    expect(runs.map(({ alone, both }) => [alone.failed, both.failed])).toEqual([[0, 0]]);
    expect(runs[0]?.heapKb).toBeGreaterThan(0.5);
  }
  expect(toMarkdown({ ...page, ...empty, idle })).toContain('300 connections stay open');
});
