// Needs only Node, and works without a terminal. Installs dependencies first, with a pnpm 10 or
// later on PATH, otherwise with the version that package.json pins, which npx fetches.
//
//   run.mjs start [--dev]            starts the demo chat
//   run.mjs prepare                  installs and builds it
//   run.mjs test [--all | --quick]   runs the tests
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pnpm } from './pnpm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const [command, ...options] = process.argv.slice(2);

/**
 * The server stops within 2 s, and so do the browsers and servers of tests, before `test.mjs` kills
 * the rest.
 */
const ENDING_MS = command === 'start' ? 2_500 : 4_000;
/** The running child process; there is never more than one. */
let worker = null;
/** The signal that stops this run, if any. */
let stopping = null;

requireNode();
endWithNpm();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

if (command === 'prepare') {
  await install();
  await buildChat();
  process.exit(0);
} else if (command === 'start') {
  await install();
  const development = options.includes('--dev');
  if (!development) await buildChat();
  const server = development
    ? ['--conditions=@message-feedback/source', '--import', 'tsx', 'apps/chat/server/main.ts', '--dev']
    : ['--enable-source-maps', 'apps/chat/dist/server.mjs'];
  // The server stops when the channel closes. This also works if this process is killed, and on
  // Windows.
  process.exit(await run(process.execPath, server, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
} else if (command === 'test') {
  await install();
  // Puts the workspace's programs on PATH, as pnpm does.
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  await step(process.execPath, ['scripts/test.mjs', ...options], { env: { ...process.env, PATH: path } });
} else {
  console.error(
    'No such command. Use "run.mjs start", "run.mjs start --dev", "run.mjs prepare" or "run.mjs test".',
  );
  process.exit(1);
}

/** Builds the chat's client and server, unless they are up to date. */
function buildChat() {
  return step(process.execPath, ['apps/chat/build.mjs']);
}

/** Installs the dependencies of the lockfile, unless they are up to date. */
async function install() {
  const digest = digestOfManifests();
  const stamp = join(root, 'node_modules/.installed.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;

  console.log('Installing…');
  const how = ['--frozen-lockfile', '--prefer-offline', '--reporter=append-only', '--loglevel=warn'];
  const [file, args, spawnOptions] = pnpm('install', ...how);
  // CI stops pnpm from prompting, which fails without a terminal.
  await step(file, args, { ...spawnOptions, env: { ...process.env, CI: 'true' } });
  writeFileSync(stamp, digest);
}

function digestOfManifests() {
  const folders = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  const manifests = ['.', ...folders].map((folder) => join(folder, 'package.json'));
  const digest = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    if (existsSync(join(root, file))) digest.update(readFileSync(join(root, file)));
  }
  return digest.digest('hex');
}

/** Runs one program to its end. Exits if it fails or if a signal stops the run. */
async function step(file, args, spawnOptions) {
  const code = await run(file, args, spawnOptions);
  if (stopping) process.exit(128 + constants.signals[stopping]);
  if (code !== 0) process.exit(code);
}

/**
 * Runs one program in its own process group, which is killed as a whole at the end; returns its
 * exit code.
 */
async function run(file, args, spawnOptions) {
  const stdio = ['ignore', 'inherit', 'inherit'];
  worker = spawn(file, args, { cwd: root, detached: !windows, stdio, ...spawnOptions });
  const code = await new Promise((resolve) => {
    worker.on('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal]));
    worker.on('error', (error) => {
      console.error(`"${file}" could not be run (${error.message}). Check that it is installed and on PATH.`);
      resolve(1);
    });
  });
  signalGroup('SIGKILL');
  worker = null;
  return code;
}

function stop(signal) {
  if (stopping) return;
  stopping = signal;
  if (!worker) process.exit(128 + constants.signals[signal]);
  if (worker.connected) worker.disconnect();
  else signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), ENDING_MS);
}

function signalGroup(signal) {
  if (!worker?.pid) return;
  try {
    if (windows) worker.kill(signal);
    else process.kill(-worker.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // All of them have already ended.
  }
}

/**
 * npm may end without passing a signal on; this process then has another parent. So that npm itself
 * is the parent, the scripts of package.json use `exec`: otherwise npm's shell would keep SIGINT to
 * itself. Windows has no `exec` and runs the second half of the script. Without npm, the parent is
 * a shell that may end before its programs.
 */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGTERM'), 250).unref();
}

/** The versions in `engines` of package.json, checked without a package: none is installed yet. */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  console.error(
    `This needs Node 20.19 or a later 20, or 22.12 or later, but here is ${process.versions.node}. Install one of them.`,
  );
  process.exit(1);
}
