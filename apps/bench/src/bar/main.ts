// Measures the bar in one run with plain buttons and other kits. `bar.mjs` starts it.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { windowedChromiumLaunch } from '../../../../scripts/browsers.mjs';
import { installPeers } from '../peers.ts';
import { CORES, startProgram, stop } from '../processes.ts';
import { writeResults } from '../write-results.ts';
import { buildPages } from './build-pages.ts';
import { measureBars, OWN } from './measure.ts';
import { measureOpenings } from './opening.ts';
import { barPlots } from './plots.ts';
import { toMarkdown } from './report.ts';
import { servePages } from './serve-pages.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '100,1000,3000,10000' },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: true },
    document: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const rounds = values.quick ? 1 : Number(values.rounds);
const counts = (values.quick ? '100,1000' : values.rows).split(',').map(Number);

// Also React and TanStack Query, which every page needs.
installPeers('bars');
const peers = readdirSync(new URL('../../bars/rows', import.meta.url))
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
  const openings = await measureOpenings(browser, served.urls, rounds);
  const runs = await measureBars(browser, served.urls, { rounds, counts });
  const bytes = Object.fromEntries([...pages].map(([name, page]) => [name, page.bytes]));
  const run = { date: new Date().toISOString(), chromium: browser.version(), rounds, bytes, openings, runs };
  const page = values.document ? 'performance-bar.md' : null;
  writeResults(run, toMarkdown(run), { report: 'bench-bar.json', page, plots: barPlots(runs) });
} finally {
  await browser.close();
  await served.close();
  await stop(upstream);
}
