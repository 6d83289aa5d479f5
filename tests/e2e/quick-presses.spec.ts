import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { bundleProgram } from '../../packages/proxy/test/program-bundle.ts';
import { bundlePage } from './bundle-page.ts';
import { madeOnce } from './made-once.ts';
import { createRandom, EVERYTHING } from './sample.ts';

type Rating = 'like' | 'dislike' | null;

/** Messages, each of which is pressed on. */
const [ALIKE, RANDOM] = EVERYTHING ? [1_000, 200] : [60, 40];
/** Runs under way at one moment. */
const AT_ONCE = 40;

test.describe.configure({ mode: 'default', timeout: 240_000 });

// One server for both, each with messages of its own.
let served: Awaited<ReturnType<typeof serve>>;
test.beforeAll(async () => {
  served = await serve(ALIKE + RANDOM);
});
test.afterAll(async () => {
  if (served.server.kill('SIGTERM')) await once(served.server, 'exit');
});

test('the page, the proxy’s store and the emulator agree after a quick like, dislike, like', async ({
  page,
}) => {
  await pressEverywhere(page, { from: 0, to: ALIKE }, () => ['like', 'dislike', 'like']);
});

test('the page, the proxy’s store and the emulator agree after random presses, including undo', async ({
  page,
}) => {
  const random = createRandom('which buttons are pressed');
  await pressEverywhere(page, { from: ALIKE, to: ALIKE + RANDOM }, () =>
    Array.from({ length: 2 + Math.floor(random() * 4) }, () => (random() < 0.5 ? 'like' : 'dislike')),
  );
});

/**
 * Presses on every bar of a page of its own, waits until all is quiet, and compares the three
 * places.
 */
async function pressEverywhere(page: Page, messages: Messages, pressesOf: () => Rating[]): Promise<void> {
  const { addresses } = served;
  const query = `?from=${messages.from}&to=${messages.to}`;
  await page.goto(`${addresses.page}/${query}`);
  await expect(page.getByRole('group')).toHaveCount(messages.to - messages.from);
  const ids: string[] = await (await fetch(`${addresses.page}/message-ids.json${query}`)).json();
  const random = createRandom('when buttons are pressed');
  const plans = ids.map((id) => {
    const presses = pressesOf();
    return { id, presses, at: presses.map(() => random() * 50).sort((a, b) => a - b) };
  });

  await page.evaluate(pressAll, { plans, atOnce: AT_ONCE });
  const expected = new Map(plans.map(({ id, presses }) => [id, ratingAfter(presses)]));

  await expect(page.locator('[data-delivery]')).toHaveCount(0, LONG_QUEUE);
  expect(await shownOn(page)).toEqual(expected);
  expect(await storedBehind(addresses.page, ids)).toEqual(expected);
  await expect.poll(() => heldBy(addresses.operator, ids), LONG_QUEUE).toEqual(expected);
}

/** What part of the server's messages a page shows. */
interface Messages {
  readonly from: number;
  readonly to: number;
}

/** A third of the calls fails and is tried again, at most 4 s later. */
const LONG_QUEUE = { timeout: 120_000 };

/** In the page: each bar's presses within 50 ms, some bars at a time. */
async function pressAll({
  plans,
  atOnce,
}: {
  plans: { id: string; presses: Rating[]; at: number[] }[];
  atOnce: number;
}) {
  const waiting = [...plans];
  const pressOne = async ({ id, presses, at }: (typeof plans)[number]) => {
    const started = performance.now();
    for (const [index, rating] of presses.entries()) {
      await new Promise((resolve) => setTimeout(resolve, (at[index] ?? 0) - (performance.now() - started)));
      document
        .getElementById(id)
        ?.querySelector<HTMLButtonElement>(`button[data-rating="${rating}"]`)
        ?.click();
    }
  };
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await pressOne(next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** What a user means who presses these buttons one after another. */
function ratingAfter(presses: Rating[]): Rating {
  return presses.reduce<Rating>((rating, pressed) => (rating === pressed ? null : pressed), null);
}

async function shownOn(page: Page): Promise<Map<string, Rating>> {
  const shown = await page.locator('article').evaluateAll((articles) =>
    articles.map((article): [string, Rating] => {
      const pressed = article.querySelector('[aria-pressed="true"]')?.getAttribute('data-rating');
      return [article.id, (pressed ?? null) as Rating];
    }),
  );
  return new Map(shown);
}

async function storedBehind(address: string, ids: string[]): Promise<Map<string, Rating>> {
  const stored = new Map<string, Rating>(ids.map((id) => [id, null]));
  for (let start = 0; start < ids.length; start += 100) {
    const query = ids.slice(start, start + 100).map((id) => `messageId=${id}`);
    const response = await fetch(`${address}/api/message-feedback?${query.join('&')}`);
    const { items } = (await response.json()) as {
      items: { messageId: string; feedback: { rating: Rating } }[];
    };
    for (const { messageId, feedback } of items) stored.set(messageId, feedback.rating);
  }
  return stored;
}

async function heldBy(operator: string, ids: string[]): Promise<Map<string, Rating>> {
  const response = await fetch(`${operator}/__emulator/state`);
  const { dify } = (await response.json()) as {
    dify: { feedbacks: { messageId: string; rating: Rating }[] };
  };
  const held = new Map<string, Rating>(ids.map((id) => [id, null]));
  // The other test's messages are there, too.
  for (const { messageId, rating } of dify.feedbacks) if (held.has(messageId)) held.set(messageId, rating);
  return held;
}

async function serve(messages: number) {
  const folder = join(import.meta.dirname, 'quick-presses');
  const page = await madeOnce('quick-presses', (outdir) => bundlePage(folder, outdir));
  const program = await bundleProgram(pathToFileURL(join(folder, 'serve.ts')));
  const server: ChildProcess = spawn(process.execPath, [program], {
    env: { ...process.env, MESSAGES: String(messages), PAGE: page },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (server.stdout === null) throw new Error('The server has no output to read its addresses from.');
  for await (const line of createInterface(server.stdout)) {
    if (line.startsWith('{')) {
      // Node has loaded the whole program.
      rmSync(program);
      return { server, addresses: JSON.parse(line) as { page: string; operator: string } };
    }
  }
  throw new Error('The server ended before it said its addresses.');
}
