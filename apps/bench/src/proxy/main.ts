// Measures the proxy, a bare baseline and other proxies in one run. `proxy.mjs` starts it.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installPeers } from '../peers.ts';
import { CORES, startProgram, stop } from '../processes.ts';
import { writeResults } from '../write-results.ts';
import { measureBacklog } from './backlog.ts';
import { compilePrograms } from './compile-programs.ts';
import { measureFloor } from './floor.ts';
import { measureIdle } from './idle.ts';
import { LATENCY_PLOT, latencyPlot } from './load-report.ts';
import { measureRates } from './rates.ts';
import { toMarkdown } from './report.ts';
import { measureReads, measureSubmissions } from './rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '32' },
    folder: { type: 'string', default: tmpdir() },
    only: { type: 'string', default: '' },
    profile: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: true },
    reads: { type: 'boolean', default: true },
    postgres: { type: 'boolean', default: true },
    submissions: { type: 'boolean', default: true },
    backlog: { type: 'boolean', default: true },
    floor: { type: 'boolean', default: true },
    rates: { type: 'boolean', default: true },
    idle: { type: 'boolean', default: true },
    document: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const settings = {
  rounds: values.quick ? 1 : Number(values.rounds),
  seconds: values.quick ? 1 : Number(values.seconds),
  // Enough for the compiler to have seen everything.
  warmUp: values.quick ? 2_000 : 6_000,
  connections: Number(values.connections),
  sustainedSeconds: values.quick ? 2 : 60,
  idleConnections: values.quick ? 1_000 : 10_000,
  backlogRows: values.quick ? 10_000 : 100_000,
  folder: values.folder,
  only: values.only,
  profile: values.profile,
  peers: values.peers,
};

const programs = await compilePrograms();
const postgresProgram = fileURLToPath(new URL('../../programs/postgres.ts', import.meta.url));
const server = values.postgres
  ? await startProgram(postgresProgram, { core: CORES.others, source: true })
  : null;
try {
  if (settings.peers) installPeers('peers');
  const options = { ...settings, ...programs, postgres: server?.url ?? '' };
  const measured = {
    submissions: values.submissions ? await measureSubmissions(options) : [],
    floor: values.floor ? await measureFloor(options) : [],
    rates: values.rates ? await measureRates(options) : [],
    idle: values.idle ? await measureIdle(options) : null,
    reads: values.reads ? await measureReads(options) : [],
    backlog: values.backlog ? await measureBacklog(options) : [],
  };
  const run = { date: new Date().toISOString(), node: process.version, settings, ...measured };
  const page = values.document ? 'performance.md' : null;
  const plots = run.rates.length > 0 ? { [LATENCY_PLOT]: latencyPlot(run.rates) } : {};
  writeResults(run, toMarkdown(run), { report: 'bench-proxy.json', page, plots });
} finally {
  if (server !== null) await stop(server);
  for (const file of Object.values(programs)) rmSync(file, { force: true });
}
