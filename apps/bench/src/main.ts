// Measures the proxy in one run with its floor and its peers. `proxy.mjs` starts it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { bundleProgram } from '../../../scripts/bundle-program.mjs';
import { installPeers } from './peers.ts';
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
    document: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const settings = {
  rounds: values.quick ? 1 : Number(values.rounds),
  seconds: values.quick ? 1 : Number(values.seconds),
  connections: Number(values.connections),
  folder: values.folder,
  only: values.only,
  profile: values.profile,
  peers: values.peers,
};
const path = (name: string) => new URL(`../../../${name}`, import.meta.url);

// Inside the app, so that the bundles find its packages.
const programs = new URL('../node_modules/.programs/', import.meta.url);
mkdirSync(programs, { recursive: true });
const bundle = async (name: string) => {
  const { pathname } = new URL(`${name}-${process.pid}.mjs`, programs);
  await bundleProgram(new URL(`${name}.ts`, import.meta.url).pathname, pathname);
  return pathname;
};

const [ours, load] = [await bundle('ours'), await bundle('load')];
try {
  if (settings.peers) installPeers();
  const submissions = await measureSubmissions({ ...settings, ours, load });
  const reads = values.reads ? await measureReads({ ...settings, ours, load }) : [];
  const run = { date: new Date().toISOString(), node: process.version, settings, submissions, reads };
  mkdirSync(path('reports'), { recursive: true });
  writeFileSync(path('reports/bench-proxy.json'), JSON.stringify(run, null, 2));
  const markdown = toMarkdown(run);
  process.stdout.write(markdown);
  if (values.document) writeFileSync(path('docs/performance.md'), markdown);
} finally {
  for (const bundled of [ours, load]) rmSync(bundled, { force: true });
}
