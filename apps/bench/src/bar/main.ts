// Measures the bar in one run with its floor and its peers. `bar.mjs` starts it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { windowedChromiumLaunch } from '../../../../scripts/browsers.mjs';
import { pnpm } from '../../../../scripts/pnpm.mjs';
import { installPeers } from '../peers.ts';
import { startProgram, stop } from '../processes.ts';
import { CORES } from '../rounds.ts';
import { buildPages } from './build-pages.ts';
import { measureBars } from './measure.ts';
import { toMarkdown } from './report.ts';
import { servePages } from './serve-pages.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: true },
    document: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const rounds = values.quick ? 1 : Number(values.rounds);
const counts = values.quick ? [1_000] : [1_000, 10_000];
const path = (name: string) => new URL(`../../../../${name}`, import.meta.url);

installPeers('bars');
/** The host alone, the floor and the bar. Every other line is a peer. */
const OWN = ['none', 'plain', 'ours'];
const peers = readdirSync(path('apps/bench/bars/rows'))
  .map((file) => file.replace('.jsx', ''))
  .filter((name) => !OWN.includes(name) && values.peers && name.includes(values.only))
  .sort();
const pages = await buildPages([...OWN, ...peers]);
const upstream = await startProgram(new URL('../../programs/upstream.mjs', import.meta.url).pathname, {
  core: CORES.others,
  args: ['up'],
});
const served = await servePages(pages, upstream.url);
const browser = await chromium.launch(windowedChromiumLaunch() ?? {});
try {
  const runs = await measureBars(browser, served.urls, { rounds, counts });
  const bytes = Object.fromEntries([...pages].map(([name, page]) => [name, page.bytes]));
  const run = { date: new Date().toISOString(), chromium: browser.version(), rounds, bytes, runs };
  mkdirSync(path('reports'), { recursive: true });
  writeFileSync(path('reports/bench-bar.json'), JSON.stringify(run, null, 2));
  const markdown = toMarkdown(run);
  process.stdout.write(markdown);
  if (values.document) {
    writeFileSync(path('docs/performance-bar.md'), markdown);
    const [file, args, options] = pnpm('biome', 'check', '--write', 'docs/performance-bar.md');
    spawnSync(file, args, { ...options, cwd: path('.'), stdio: 'ignore' });
  }
} finally {
  await browser.close();
  await served.close();
  await stop(upstream);
}
