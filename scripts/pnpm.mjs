import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** On Windows, pnpm and npx are scripts, which need a shell. */
const shell = process.platform === 'win32';
const root = new URL('..', import.meta.url);

/**
 * The arguments of `spawn` that run pnpm: a pnpm 10 or later on PATH, otherwise the version that
 * package.json pins, which npx fetches.
 */
export function pnpm(...args) {
  const found = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell });
  const version = found.status === 0 ? found.stdout.trim().split('\n').at(-1) : '0';
  if (Number.parseInt(version, 10) >= 10) return ['pnpm', args, { shell }];
  const { packageManager } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return ['npx', ['--yes', packageManager.split('+')[0], ...args], { shell }];
}
