import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { upstreamsOfRun, variablesOf } from './demos.ts';
import { RUN_FOLDER } from './made-once.ts';
import { startProgram } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUN = join(root, 'scripts/run.mjs');

/** A first build takes long on a busy machine. */
const STARTING_MS = 120_000;

/**
 * Starts a demo for each upstream of this run, as `npm start` does, and passes its addresses to the workers.
 * Each uses free ports and its own data folder, so runs on one machine do not collide. Returns a
 * function that ends the demos.
 */
export default async function startDemos(): Promise<() => Promise<void>> {
  process.stdout.write(`Seed ${process.env.SEED}: SEED=${process.env.SEED} repeats this sample.\n`);
  // Once, because several builds at the same time would interfere.
  execFileSync(process.execPath, [RUN, 'prepare'], { stdio: ['ignore', 'ignore', 'inherit'] });

  const folder = mkdtempSync(join(tmpdir(), 'message-feedback-e2e-'));
  process.env[RUN_FOLDER] = folder;
  const demos = upstreamsOfRun().map((upstream) => ({
    upstream,
    program: startProgram(process.execPath, [RUN, 'start'], {
      FEEDBACK_UPSTREAM: upstream,
      PORT: '0',
      OPERATOR_PORT: '0',
      DATA_DIR: join(folder, upstream),
    }),
  }));
  const abandon = () => {
    for (const { program } of demos) program.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  // Playwright exits cleanly only on SIGINT.
  process.once('exit', abandon);
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGHUP', () => process.exit(129));

  await Promise.all(
    demos.map(async ({ upstream, program }) => {
      await program.printed(/^Operator page .*\n/m, STARTING_MS);
      const [, chat = ''] = /^Chat +(\S+)/m.exec(program.output()) ?? [];
      const [, operator = ''] = /^Operator page +(\S+)/m.exec(program.output()) ?? [];
      const names = variablesOf(upstream);
      process.env[names.chat] = chat;
      process.env[names.operator] = operator;
      await writeAtOnce(operator);
    }),
  );

  return async () => {
    for (const { program } of demos) process.kill(program.pid, 'SIGTERM');
    await Promise.all(demos.map(({ program }) => program.ended));
    abandon();
    process.off('exit', abandon);
  };
}

/**
 * Without a pace, an answer is complete at once. A test that acts while it streams holds it back
 * itself.
 */
async function writeAtOnce(operator: string): Promise<void> {
  const response = await fetch(`${operator}/__emulator/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ paceMs: 0 }),
  });
  if (!response.ok) throw new Error(`The emulator refused its pace: ${await response.text()}`);
}
