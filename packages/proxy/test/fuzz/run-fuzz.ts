import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { adapterInputs, checkAdapter } from './adapter-fuzz.ts';
import { rawInputs } from './raw-damage.ts';
import type { Verdict } from './response-problem.ts';
import { createStage } from './stage.ts';

/** Of a thousand inputs: how many go through a real socket, and how many to an adapter alone. */
const OF_A_BLOCK = { web: 400, raw: 15, adapter: 585 } as const;
const BLOCK = OF_A_BLOCK.web + OF_A_BLOCK.raw + OF_A_BLOCK.adapter;

/** How long one input may take: far longer than the longest wait of the proxies, on a busy machine, too. */
const TIME_LIMIT_MS = 10_000;

/**
 * Sends fuzzed inputs to every setup, in blocks of a thousand, each with a seed of its own: `seed`, then
 * `seed + 1` and so on. Throws at the first input that does something that it must not, after shrinking it.
 */
export async function runFuzz({ inputs, seed, onBlock = () => {} }: FuzzOptions): Promise<FuzzReport> {
  const stage = await createStage();
  const verdicts = new Map<Verdict, number>();
  let slowestMs = 0;
  const count = async (verdict: Promise<Verdict>) => {
    const began = performance.now();
    const name = await withinLimit(verdict);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    verdicts.set(name, (verdicts.get(name) ?? 0) + 1);
  };
  const blocks = Math.ceil(inputs / BLOCK);
  const cpuBefore = process.cpuUsage();
  let heapBefore = 0;
  try {
    for (let block = 0; block < blocks; block++) {
      const parameters = (numRuns: number) => ({ numRuns, seed: seed + block });
      const { web, raw, adapter } = OF_A_BLOCK;
      const byWeb = fc.asyncProperty(stage.inputs, (input) => count(stage.tryWeb(input)));
      await fc.assert(byWeb, parameters(web));
      const bySocket = fc.asyncProperty(rawInputs(stage.inputs), (input) => count(stage.tryRaw(input)));
      await fc.assert(bySocket, parameters(raw));
      fc.assert(fc.property(adapterInputs, checkAdapter), parameters(adapter));
      await stage.endBlock();
      // The first block compiles and fills caches.
      if (block === 0) heapBefore = heapAfterCollection();
      onBlock((block + 1) * BLOCK);
    }
    const { user, system } = process.cpuUsage(cpuBefore);
    const heapGrowth = heapAfterCollection() - heapBefore;
    return {
      inputs: blocks * BLOCK,
      seed,
      verdicts,
      slowestMs,
      heapGrowth,
      cpuSeconds: (user + system) / 1e6,
    };
  } finally {
    await stage.close();
  }
}

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** Called after each block, with the number of inputs so far. */
  readonly onBlock?: (inputs: number) => void;
}

export interface FuzzReport {
  readonly inputs: number;
  readonly seed: number;
  /** How often each status or code was the response. */
  readonly verdicts: ReadonlyMap<Verdict, number>;
  readonly slowestMs: number;
  /** In bytes, after collections. */
  readonly heapGrowth: number;
  readonly cpuSeconds: number;
}

async function withinLimit(verdict: Promise<Verdict>): Promise<Verdict> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const late = new Error(`There is no response after ${TIME_LIMIT_MS / 1_000} seconds.`);
    timer = setTimeout(() => reject(late), TIME_LIMIT_MS);
  });
  return Promise.race([verdict, timeout]).finally(() => clearTimeout(timer));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapAfterCollection(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
