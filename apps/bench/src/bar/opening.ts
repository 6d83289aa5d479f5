import type { Browser } from '@playwright/test';
import { type BenchPage, cpuOf, withBenchPage } from './bench-page.ts';

/** Opens details in the kits that have any. Each round measures each page once. */
export async function measureOpenings(
  browser: Browser,
  urls: ReadonlyMap<string, string>,
  rounds: number,
): Promise<OpeningRuns[]> {
  const measured = [...urls].map(([name]): OpeningRuns & { runs: OpeningRun[] } => ({ name, runs: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const { name, runs } of measured) {
      const run = await measureOpening(browser, urls.get(name) ?? '');
      if (run === null) continue;
      runs.push(run);
      process.stderr.write(`${round + 1}/${rounds} details of ${name}: ${run.cold.paintMs.toFixed(0)} ms\n`);
    }
  }
  return measured.filter(({ runs }) => runs.length > 0);
}

/** `null` for a kit without details. */
async function measureOpening(browser: Browser, url: string): Promise<OpeningRun | null> {
  const cold = await withBenchPage(browser, url, async (benchPage) => {
    if ((await mount(benchPage)) === undefined) return null;
    return open(benchPage, 10);
  });
  if (cold === null) return null;
  return withBenchPage(browser, url, async (benchPage) => {
    const { page, settle } = benchPage;
    const button = await mount(benchPage);
    const before = await page.evaluate(() => bench.loadedBytes());
    await page.locator('article').nth(10).locator(`${button}`).hover();
    await settle();
    const intentBytes = (await page.evaluate(() => bench.loadedBytes())) - before;
    const first = await open(benchPage, 10);
    await page.evaluate(() => bench.unmount());
    await mount(benchPage);
    return { cold, intentBytes, first, second: await open(benchPage, 20) };
  });
}

/** Returns the selector of the button that opens the details of a row, if there are any. */
async function mount({ page, settle }: BenchPage): Promise<string | undefined> {
  await page.evaluate((count) => bench.mount(count), OPENING_ROWS);
  await settle();
  return page.evaluate(() => bench.detailsButton);
}

async function open({ page, session, settle }: BenchPage, row: number): Promise<Opening> {
  const before = await page.evaluate(() => bench.loadedBytes());
  let paintMs = Number.NaN;
  const cpu = await cpuOf(session, async () => {
    paintMs = await page.evaluate((index) => bench.open(index), row);
  });
  await settle();
  const loadedBytes = (await page.evaluate(() => bench.loadedBytes())) - before;
  return { paintMs, cpuMs: cpu.total, loadedBytes };
}

/** The chat in which details open. */
export const OPENING_ROWS = 100;

export interface OpeningRuns {
  readonly name: string;
  readonly runs: readonly OpeningRun[];
}

export interface OpeningRun {
  /** The user of a touch screen presses at once. */
  readonly cold: Opening;
  /** What resting the pointer on the button loads. */
  readonly intentBytes: number;
  /** The first press after that. */
  readonly first: Opening;
  /** At another message. */
  readonly second: Opening;
}

export interface Opening {
  /** From the press to the end of the frame that shows the details. */
  readonly paintMs: number;
  /** Processor time of the main thread. */
  readonly cpuMs: number;
  /** Compressed with Brotli. */
  readonly loadedBytes: number;
}
