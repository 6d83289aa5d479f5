import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Timings } from '../../src/index.ts';
import type { CrashStoreSettings } from './crash-store.ts';
import { recordDeath } from './flight-log.ts';

/** Starts a node in its own process. */
export function startNode(file: string, settings: NodeSettings): RunningNode {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [file, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  return {
    startedAt,
    listening: untilListening(child),
    async kill() {
      process.removeListener('exit', end);
      if (child.exitCode !== null) throw new Error(`The node ended by itself, with ${child.exitCode}.`);
      child.kill('SIGKILL');
      await once(child, 'exit');
      recordDeath(settings.flightLog, child.pid);
    },
  };
}

/** How long an HTTP server that does nothing takes until it listens, in milliseconds. */
export async function startBareNode(): Promise<number> {
  const startedAt = performance.now();
  const program = "require('node:http').createServer().listen(0, () => process.stdout.write('listening'))";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await untilListening(child);
  const tookMs = performance.now() - startedAt;
  child.kill('SIGKILL');
  await once(child, 'exit');
  return tookMs;
}

export interface NodeSettings {
  readonly store: CrashStoreSettings;
  readonly port: number;
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly timings: Partial<Timings>;
  /** The file in which the node records its requests to Dify. */
  readonly flightLog: string;
}

export interface RunningNode {
  /** By `performance.now()`. */
  readonly startedAt: number;
  readonly listening: Promise<void>;
  /** Kills the node as a crash would, and waits until it has exited. */
  kill(): Promise<void>;
}

async function untilListening(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit').then(([code]) => {
    throw new Error(`The node ended with ${code} before it listened.`);
  });
  // When the node is killed later, nothing awaits this.
  exit.catch(() => {});
  if (child.stdout !== null) await Promise.race([once(child.stdout, 'data'), exit]);
}
