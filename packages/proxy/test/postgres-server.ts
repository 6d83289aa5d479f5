import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { postgresPrograms } from '../../../scripts/postgres.mjs';

/**
 * Starts a Postgres for one test, with an empty database that is as crash-safe as a real one. Ends
 * with the process at the latest.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms();
  if (programs === null) {
    throw new Error(
      'This test needs Postgres, and there is none. Run "node scripts/ensure-postgres.mjs", or set POSTGRES_BIN to the folder of its programs.',
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'feedback-postgres-'));
  const identity = unprivileged();
  if (identity !== null) chownSync(folder, identity.uid, identity.gid);
  chmodSync(folder, 0o700);

  const data = join(folder, 'data');
  const options = { cwd: folder, ...identity };
  const owner = ['--username=postgres', '--auth=trust'];
  const format = ['--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(programs, 'initdb'), [`--pgdata=${data}`, ...owner, ...format], {
    ...options,
    stdio: 'pipe',
  });

  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    // A socket in a separate folder needs no port, which another process could take.
    const socket = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`];
    server = spawn(join(programs ?? '', 'postgres'), ['-D', data, ...socket], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    process.once('exit', kill);
    await ready(server);
  }

  async function end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const ending = server;
    server = null;
    process.removeListener('exit', kill);
    if (ending === null || ending.exitCode !== null) return;
    ending.kill(signal);
    await once(ending, 'exit');
  }

  function kill(): void {
    server?.kill('SIGQUIT');
  }

  await start();
  return {
    config: { host: folder, port: 5432, user: 'postgres', database: 'postgres' },
    start,
    stop: () => end('SIGINT'),
    kill: () => end('SIGQUIT'),
    async remove() {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface PostgresServer {
  /** For `new Pool(config)`. Plain JSON, so that it can be passed to another process. */
  readonly config: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  /** Starts it again with its data, after `stop` or `kill`. */
  start(): Promise<void>;
  /** Ends it like an operator: cuts open connections and writes all commits. */
  stop(): Promise<void>;
  /** Ends it like a power cut, as far as a process can tell. */
  kill(): Promise<void>;
  /** Ends it and deletes all data. */
  remove(): Promise<void>;
}

/** Postgres refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })),
  );
  if (uid === undefined || gid === undefined) throw new Error('The user "nobody" has no id.');
  return { uid, gid };
}

async function ready(server: ChildProcess): Promise<void> {
  if (server.stderr === null) throw new Error('The output of Postgres cannot be read.');
  const output: string[] = [];
  const lines = createInterface({ input: server.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      output.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    lines.once('close', () => reject(new Error(`Postgres did not start. Its output:\n${output.join('\n')}`)));
    server.once('error', reject);
  });
}
