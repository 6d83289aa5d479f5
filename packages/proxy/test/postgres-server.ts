import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { postgresPrograms } from '../../../scripts/postgres.mjs';

/**
 * A Postgres of the test's own, with an empty database, whose data are as safe from a crash as a real one's. Ends with the process
 * at the latest.
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
    // A socket in a folder of its own needs no port that somebody else could take.
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
  /** For `new Pool(config)`; plain JSON, so that another process can be given it. */
  readonly config: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  /** Starts it again, with what it knew, after `stop` or `kill`. */
  start(): Promise<void>;
  /** Ends it as an operator does: open connections are cut, what was committed is written. */
  stop(): Promise<void>;
  /** Ends it as a power cut does, as far as a process can tell. */
  kill(): Promise<void>;
  /** Ends it for good, and deletes everything. */
  remove(): Promise<void>;
}

/** Postgres does not run as root. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })),
  );
  if (uid === undefined || gid === undefined) throw new Error('The user "nobody" has no id.');
  return { uid, gid };
}

async function ready(server: ChildProcess): Promise<void> {
  if (server.stderr === null) throw new Error('Nobody reads what Postgres says.');
  const said: string[] = [];
  const lines = createInterface({ input: server.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    lines.once('close', () => reject(new Error(`Postgres did not start. It said:\n${said.join('\n')}`)));
    server.once('error', reject);
  });
}
