import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program as somebody starts it who has no terminal: in a group of its own, with nothing to read from. */
export interface StartedProgram {
  readonly pid: number;
  /** All it has written so far, to both of its outputs. */
  output(): string;
  /** Resolves when the output matches; rejects when the program ends before, or after the time. */
  printed(pattern: RegExp, withinMs: number): Promise<void>;
  /** Resolves with the exit code, or with the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Those that have not ended, of all that it had started when it printed what was waited for, and itself. */
  left(): readonly number[];
  /** Ends what is left. */
  kill(): void;
}

export function startProgram(
  file: string,
  args: readonly string[],
  environment: Record<string, string>,
): StartedProgram {
  const child = spawn(file, args, {
    cwd: root,
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`"${file}" could not be started. Check that it is on PATH.`);

  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'ended'));
  });

  // Kept, as what has lost its parent is not found below it any more.
  let started: readonly number[] = [pid];
  const left = () => {
    const running = new Set(runningProcesses().map((process) => process.pid));
    return [...new Set([...started, ...runningBelow(pid)])].filter((id) => running.has(id));
  };

  return {
    pid,
    output: () => output,
    ended,
    printed(pattern, withinMs) {
      return new Promise((resolve, reject) => {
        const fail = (why: string) =>
          reject(new Error(`${why} without printing ${pattern}. It printed:\n${output}`));
        const timer = setTimeout(() => fail(`The program has run ${withinMs} ms`), withinMs);
        const look = () => {
          if (!pattern.test(output)) return;
          clearTimeout(timer);
          listeners.delete(look);
          started = runningBelow(pid);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => fail('The program has ended'));
      });
    },
    left,
    kill() {
      for (const id of left()) process.kill(id, 'SIGKILL');
    },
  };
}

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** Without what the test runner and the developer's own shell would bring into it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(VITEST|NODE_ENV|NODE_OPTIONS|TEST|PORT|HOST|OPERATOR_PORT|FEEDBACK_UPSTREAM|DIFY_|COZE_|MOVEWORKS_|DATA_DIR|SESSION_SECRET|PUBLIC_URL)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

function runningBelow(ancestor: number): readonly number[] {
  const running = runningProcesses();
  const below = new Set([ancestor]);
  // Parents are not always listed before their children.
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const { pid, parent } of running) if (below.has(parent)) below.add(pid);
  }
  return running.map(({ pid }) => pid).filter((pid) => below.has(pid));
}

/** A zombie is none of them: it has ended, and only its exit code has not been asked for yet. */
function runningProcesses() {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}
