// Builds the publishable packages and packs them as they would be published, unless that was done
// from exactly these sources. The tarballs are in reach of every check: node scripts/pack.mjs
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from './digest.mjs';
import { pnpm } from './pnpm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'node_modules/.packed');
const stamp = join(folder, 'sources.sha256');

/** @returns {{ digest: string, tarballs: string[] }} */
export function packPackages() {
  const digest = digestOf(root, sources());
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    rmSync(folder, { recursive: true, force: true });
    inPackages('run', 'build');
    inPackages('pack', '--pack-destination', folder);
    writeFileSync(stamp, digest);
  }
  const tarballs = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  return { digest, tarballs: tarballs.map((file) => join(folder, file)) };
}

function sources() {
  const packages = readdirSync(join(root, 'packages')).flatMap((name) =>
    ['src', 'package.json', 'tsconfig.build.json', 'README.md'].map((file) => `packages/${name}/${file}`),
  );
  return ['pnpm-lock.yaml', 'tsconfig.base.json', 'LICENSE', ...packages];
}

function inPackages(...args) {
  const [file, pnpmArgs, options] = pnpm('--filter', './packages/*', ...args);
  const { status, stdout } = spawnSync(file, pnpmArgs, { ...options, cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The packages could not be packed: pnpm ${args[0]} failed.\n${stdout}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) packPackages();
