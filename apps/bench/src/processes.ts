import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Whether processes can be bound to a core. Otherwise they compete for the cores. */
export const canPin = spawnSync('taskset', ['--version']).status === 0;

/** The measured program has a core of its own. The upstream and the clients share the other one. */
export const CORES = { measured: 0, others: 1 } as const;

/** Starts a program of the bench on one core. It first sends its address. */
export async function startProgram(
  program: string,
  { core, args = [], profile = '', source = false }: StartOptions,
): Promise<Program> {
  const node = [
    process.execPath,
    ...(source ? process.execArgv : []),
    ...(profile === '' ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]),
    '--import',
    folder('programs/usage.mjs'),
    program,
    ...args,
  ];
  const [file = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...node] : node;
  const child = spawn(file, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return { child, ...(await answerOf<{ url: string }>(child)) };
}

interface StartOptions {
  readonly core: number;
  readonly args?: readonly string[];
  /** Where Node writes a profile of its processor time. @default no profile */
  readonly profile?: string;
  /** Whether the program is not compiled and starts as the bench itself. @default false */
  readonly source?: boolean;
}

export interface Program {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Asks a program and waits for its answer. Rejects if it ends instead. */
export async function ask<Answer>(
  { child }: Pick<Program, 'child'>,
  question: object | 'usage' | 'heap' | 'open',
): Promise<Answer> {
  const answer = answerOf<Answer>(child);
  child.send(question);
  return answer;
}

export async function stop({ child }: Pick<Program, 'child'>): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  const timer = setTimeout(() => child.kill(), 300);
  await ended;
  clearTimeout(timer);
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const answered = new AbortController();
  const ended = once(child, 'exit', { signal: answered.signal }).then(([code]) => {
    throw new Error(`A program of the bench ended with ${code}.`);
  });
  ended.catch(() => {});
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [Answer];
  answered.abort();
  return message;
}
