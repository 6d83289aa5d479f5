// Builds the publishable packages and packs them as they would be published, unless that was done
// from exactly these sources. The tarballs are in reach of every check: node scripts/pack.mjs
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from './digest.mjs';
import { pnpm } from './pnpm.mjs';

/** On Windows, npm is a script, which needs a shell. */
const shell = process.platform === 'win32';
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'node_modules/.packed');
const stamp = join(folder, 'sources.sha256');

/** @returns {{ digest: string, tarballs: string[] }} */
export function packPackages() {
  const digest = digestOf(root, sources());
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    rmSync(folder, { recursive: true, force: true });
    // In this order, as all others depend on core. With npm, because npx takes seconds to find pnpm.
    for (const name of readdirSync(join(root, 'packages'))) {
      run('npm', ['run', '--silent', 'build'], { cwd: join(root, 'packages', name) });
    }
    const [file, args, options] = pnpm('--filter', './packages/*', 'pack', '--pack-destination', folder);
    run(file, args, { ...options, cwd: root });
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

function run(file, args, options) {
  const { status, stdout } = spawnSync(file, args, { shell, ...options, encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`The packages could not be packed: ${file} ${args.join(' ')} failed.\n${stdout}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) packPackages();
