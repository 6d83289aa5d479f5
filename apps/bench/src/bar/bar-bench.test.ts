import { chromium } from '@playwright/test';
import { expect, it, onTestFinished } from 'vitest';
import { windowedChromiumLaunch } from '../../../../scripts/browsers.mjs';
import { installPeers } from '../peers.ts';
import { CORES, startProgram, stop } from '../processes.ts';
import { buildPages } from './build-pages.ts';
import { measureBars } from './measure.ts';
import { measureOpenings } from './opening.ts';
import { barPlots } from './plots.ts';
import { toMarkdown } from './report.ts';
import { servePages } from './serve-pages.ts';

/** It installs and builds the pages first. A busy machine takes less. */
const TIMEOUT_MS = 600_000;

it(
  'measures the host alone, plain buttons and the bar, which leaves nothing behind',
  async () => {
    installPeers('bars');
    const pages = await buildPages(['none', 'plain', 'ours']);
    const program = new URL('../../programs/upstream.mjs', import.meta.url).pathname;
    const upstream = await startProgram(program, { core: CORES.others, args: ['up'] });
    onTestFinished(() => stop(upstream));
    const served = await servePages(pages, upstream.url);
    onTestFinished(() => served.close());
    const browser = await chromium.launch(windowedChromiumLaunch() ?? {});
    onTestFinished(() => browser.close());

    const openings = await measureOpenings(browser, served.urls, 1);
    const runs = await measureBars(browser, served.urls, { rounds: 1, counts: [100, 1_000] });

    const [host, plain, ours] = runs.filter(({ count }) => count === 1_000).map((each) => each.runs[0]);
    expect(plain?.nodes).toBeGreaterThan(host?.nodes ?? Number.NaN);
    // The bar has no element for an icon.
    expect(ours?.nodes).toBeLessThanOrEqual(plain?.nodes ?? Number.NaN);
    // One for each button; those of the page are a few in all.
    expect(Math.round(ours?.listeners ?? Number.NaN)).toBe(2);
    // The group, the pressed button and its icon, however many rows there are.
    expect(ours?.restyled).toBe(3);
    expect(ours?.leakedBytes).toBeLessThan(1_500);
    expect(openings.map(({ name }) => name)).toEqual(['ours']);
    const [opening] = openings.flatMap((each) => each.runs);
    // What the pointer loads, the press need not.
    expect(opening?.cold.loadedBytes).toBeGreaterThan(20_000);
    expect(opening?.intentBytes).toBe(opening?.cold.loadedBytes);
    expect(opening?.first.loadedBytes).toBe(0);
    expect(opening?.second.loadedBytes).toBe(0);
    const bytes = Object.fromEntries([...pages].map(([name, page]) => [name, page.bytes]));
    const page = toMarkdown({ date: '2026-01-01', chromium: '1', rounds: 1, bytes, openings, runs });
    expect(page).toContain('Chromium 1, 1 round.');
    expect(page).toContain('1.00 ×');
    const plots = barPlots(runs);
    expect(page.match(/(?<=images\/)[^)]+/g)).toEqual(Object.keys(plots));
    expect(plots['bar-heap.svg']).toContain('>ours</text>');
  },
  TIMEOUT_MS,
);
