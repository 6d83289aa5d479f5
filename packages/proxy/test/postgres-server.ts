import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { postgresPrograms } from '../../../scripts/postgres.mjs';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/empty-clusters', import.meta.url));

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
  const identity = unprivileged();
  const folder = createFolder(identity);
  const data = join(folder, 'data');
  cpSync(emptyCluster(programs, identity), data, { recursive: true });
  // From Node 22 on, a copied folder has the default mode, which Postgres refuses.
  chmodSync(data, 0o700);
  own(data, identity);

  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    // A socket in a separate folder needs no port, which another process could take.
    const socket = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`];
    server = spawn(join(programs ?? '', 'postgres'), ['-D', data, ...socket], {
      cwd: folder,
      ...identity,
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

/**
 * The data of a new Postgres. Making it takes more than a CPU second and copying it a tenth, so all
 * servers copy the same.
 */
function emptyCluster(programs: string, identity: Identity | null): string {
  const version = execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' });
  const made = join(CACHE, /[\d.]+/.exec(version)?.[0] ?? 'unknown');
  if (existsSync(made)) return made;
  const folder = createFolder(identity);
  const data = join(folder, 'data');
  const owner = ['--username=postgres', '--auth=trust'];
  const format = ['--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(programs, 'initdb'), [`--pgdata=${data}`, ...owner, ...format], {
    cwd: folder,
    ...identity,
    stdio: 'pipe',
  });
  // Copied under another name and then moved, so that an interruption leaves no partial copy.
  const unfinished = `${made}-${process.pid}`;
  cpSync(data, unfinished, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(unfinished, made);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(made)) throw error;
  }
  return made;
}

function createFolder(identity: Identity | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'feedback-postgres-'));
  own(folder, identity);
  chmodSync(folder, 0o700);
  return folder;
}

/** Gives a folder to the user who runs Postgres. */
function own(folder: string, identity: Identity | null): void {
  if (identity === null) return;
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const each of ['', ...inside]) chownSync(join(folder, each), identity.uid, identity.gid);
}

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root. */
function unprivileged(): Identity | null {
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
