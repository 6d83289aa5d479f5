import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runningBelow, runningProcesses } from '../../scripts/processes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program started without a terminal: in its own process group, without standard input. */
export interface StartedProgram {
  readonly pid: number;
  /** Everything it has printed so far, on both outputs. */
  output(): string;
  /**
   * Resolves when the output matches; rejects if the program ends before that, or after the given
   * time.
   */
  printed(pattern: RegExp, withinMs: number): Promise<void>;
  /** Resolves with the exit code, or with the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /**
   * The processes that still run: the program, and those that it had started when `printed`
   * resolved.
   */
  left(): readonly number[];
  /** Kills the processes that still run. */
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

  // Remembered, because a process that has lost its parent is no longer a descendant.
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

/** Without the variables of the test runner and of the developer's shell. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(VITEST|NODE_ENV|NODE_OPTIONS|TEST|PORT|HOST|OPERATOR_PORT|FEEDBACK_UPSTREAM|DIFY_|COZE_|MOVEWORKS_|DATA_DIR|SESSION_SECRET|PUBLIC_URL)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
