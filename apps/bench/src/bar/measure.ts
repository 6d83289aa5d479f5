import type { Browser, CDPSession } from '@playwright/test';
import { medianOf } from '../figures.ts';
import { type CpuMs, cpuOf, withBenchPage } from './bench-page.ts';

/** The host alone, plain buttons and the bar. Every other page is another kit. */
export const OWN = ['none', 'plain', 'ours'];

/** Measures each page once per round, so that whatever else the machine does affects all alike. */
export async function measureBars(
  browser: Browser,
  urls: ReadonlyMap<string, string>,
  { rounds, counts }: { readonly rounds: number; readonly counts: readonly number[] },
): Promise<BarRuns[]> {
  const measured: BarRuns[] = [];
  for (const count of counts) {
    const lines = [...urls].filter(([name]) => !isTooSlow(measured, name));
    const runs = lines.map(([name]): BarRuns & { runs: BarRun[] } => ({ name, count, runs: [] }));
    for (let round = 0; round < rounds; round++) {
      for (const [index, [name, url]] of lines.entries()) {
        // Many rows of another kit take minutes.
        if (round > 0 && count > 1_000 && !OWN.includes(name)) continue;
        const run = await measureBar(browser, url, count);
        runs[index]?.runs.push(run);
        process.stderr.write(`${round + 1}/${rounds} ${count} × ${name}: ${run.mount.total.toFixed(0)} ms\n`);
      }
    }
    measured.push(...runs);
  }
  return measured;
}

/** More rows of such a kit would take minutes. */
function isTooSlow(measured: readonly BarRuns[], kit: string): boolean {
  const mountOf = (name: string) =>
    medianOf(
      measured
        .filter((each) => each.name === name && each.count === 1_000)
        .flatMap(({ runs }) => runs.map(({ mount }) => mount.total)),
    );
  return mountOf(kit) > TOO_SLOW * mountOf('plain');
}

/** How many times as long as plain buttons. */
export const TOO_SLOW = 8;

function measureBar(browser: Browser, url: string, count: number): Promise<BarRun> {
  return withBenchPage(browser, url, async ({ page, session, settle }) => {
    // Fetches and compiles what the rows need, so that none of it counts as theirs.
    await page.evaluate(() => bench.mount(10));
    await page.evaluate(() => bench.press(0));
    await settle();
    await page.evaluate(() => bench.press(1));
    await page.evaluate(() => bench.unmount());
    await collectGarbage(session);
    const mount = await cpuOf(session, () => page.evaluate((rows) => bench.mount(rows), count));
    // The bar reads what was rated before, which takes many requests and no part in a press.
    await settle();
    const scroll = await cpuOf(session, () => page.evaluate(() => bench.scroll(30)));
    const presses: number[] = [];
    for (let row = 0; row < PRESSES; row++) {
      presses.push(await page.evaluate((index) => bench.press(index), 10 + row * 3));
    }
    const restyled = await restyledBy(session, () => page.evaluate(() => bench.press(30)));
    await page.evaluate(() => bench.unmount());
    const mountAndUnmount = async () => {
      await page.evaluate((rows) => bench.mount(rows), count);
      await settle();
      const mounted = await memoryOf(session);
      await page.evaluate(() => bench.unmount());
      return { mounted, left: await memoryOf(session) };
    };
    // The first cycle still compiles. Of two cycles the smaller heap counts, because timers and requests
    // that have not ended may keep objects for a moment. Among many rows such objects do not matter.
    await mountAndUnmount();
    const smallerHeap = async () => {
      if (count > 1_000) return mountAndUnmount();
      const [one, other] = [await mountAndUnmount(), await mountAndUnmount()];
      return one.left.heap < other.left.heap ? one : other;
    };
    const before = await smallerHeap();
    const { mounted, left } = await smallerHeap();
    return {
      mount,
      scrollMs: scroll.total,
      pressMs: medianOf(presses),
      restyled,
      heapBytes: (mounted.heap - left.heap) / count,
      nodes: (mounted.nodes - left.nodes) / count,
      listeners: (mounted.listeners - left.listeners) / count,
      leakedBytes: (left.heap - before.left.heap) / (2 * count),
    };
  });
}

const PRESSES = 5;

/** Counts the elements whose styles the browser calculates again while `work` runs. */
async function restyledBy(session: CDPSession, work: () => Promise<unknown>): Promise<number> {
  let restyled = 0;
  const count = ({ value }: { value: { [key: string]: unknown }[] }) => {
    for (const { name, args } of value as { name?: string; args?: { elementCount?: number } }[]) {
      if (name === 'UpdateLayoutTree') restyled += args?.elementCount ?? 0;
    }
  };
  session.on('Tracing.dataCollected', count);
  await session.send('Tracing.start', { categories: 'devtools.timeline' });
  await work();
  const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await ended;
  session.off('Tracing.dataCollected', count);
  return restyled;
}

async function memoryOf(session: CDPSession) {
  await collectGarbage(session);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

async function collectGarbage(session: CDPSession): Promise<void> {
  // A second collection removes what finalizers of the first have released.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
}

export interface BarRun {
  /** Until the rows are painted. */
  readonly mount: CpuMs;
  /** Processor time of the main thread for 30 frames. */
  readonly scrollMs: number;
  /** From the press to the end of the next frame. */
  readonly pressMs: number;
  /** Elements, pseudo-elements included, whose styles are calculated again for a press. */
  readonly restyled: number;
  /** Per row. */
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
  /** What each mounting and unmounting of the same rows leaves behind. */
  readonly leakedBytes: number;
}

export interface BarRuns {
  readonly name: string;
  readonly count: number;
  readonly runs: readonly BarRun[];
}
