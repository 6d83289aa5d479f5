import { setTimeout } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from '@playwright/test';

/** Opens a page of the bench in a browser profile of its own, for as long as `work` takes. */
export async function withBenchPage<Result>(
  browser: Browser,
  url: string,
  work: (benchPage: BenchPage) => Promise<Result>,
): Promise<Result> {
  const page = await browser.newPage();
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const settle = settleOf(page);
    await page.goto(url);
    await page.waitForFunction(() => 'bench' in globalThis);
    return await work({ page, session, settle });
  } finally {
    await page.close();
  }
}

/** Playwright's `networkidle` comes only once per page. */
function settleOf(page: Page): BenchPage['settle'] {
  let underWay = 0;
  const end = () => {
    underWay--;
  };
  page.on('request', () => {
    underWay++;
  });
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return async () => {
    for (let quiet = 0; quiet < QUIET_CHECKS; quiet = underWay > 0 ? 0 : quiet + 1) await setTimeout(50);
  };
}

/** Half a second. */
const QUIET_CHECKS = 10;

/** What the page's main thread does while `work` runs. */
export async function cpuOf(session: CDPSession, work: () => Promise<unknown>): Promise<CpuMs> {
  const before = await durationsOf(session);
  await work();
  const after = await durationsOf(session);
  const spent = (name: string) =>
    ((after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN)) * 1_000;
  return {
    total: spent('TaskDuration'),
    script: spent('ScriptDuration'),
    styles: spent('RecalcStyleDuration'),
    layout: spent('LayoutDuration'),
  };
}

async function durationsOf(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

export interface BenchPage {
  readonly page: Page;
  readonly session: CDPSession;
  /** Waits until the page has had no request under way for half a second. */
  settle(): Promise<void>;
}

/** Processor time in milliseconds. The parts leave out each other, and leave painting to the total. */
export interface CpuMs {
  readonly total: number;
  readonly script: number;
  readonly styles: number;
  readonly layout: number;
}

declare global {
  /** What `bars/page.jsx` offers. */
  var bench: {
    readonly detailsButton: string | undefined;
    mount(count: number): Promise<void>;
    unmount(): Promise<void>;
    press(index: number): Promise<number>;
    open(index: number): Promise<number>;
    loadedBytes(): number;
    scroll(frames: number): Promise<void>;
  };
}
