import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pnpm } from '../../../scripts/pnpm.mjs';

/** Installs the peers in a folder of the bench when it first runs, from a lockfile of their own. */
export function installPeers(folder: 'peers' | 'bars'): void {
  const cwd = fileURLToPath(new URL(`../${folder}`, import.meta.url));
  if (existsSync(`${cwd}/node_modules`)) return;
  const [file, args, options] = pnpm('install', '--frozen-lockfile', '--prefer-offline');
  const { status } = spawnSync(file, args, { ...options, cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The peers could not be installed. Run the bench with --no-peers.');
}
